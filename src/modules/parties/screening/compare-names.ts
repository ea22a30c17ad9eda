/** A word below this likeness of its counterpart counts as another word. */
const WORD_FLOOR = 0.84;
/** Whole names without blanks are compared from this length; shorter ones look alike by chance. */
const JOINED_FLOOR = 6;

/**
 * How alike two folded names are, from 0 to 1: the share of letters, of both names, that stand in words which have a
 * like counterpart; or the likeness of both written as one word, for names that one side splits and the other does not.
 */
export function likenessOf(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const joined = [a.join(''), b.join('')] as const;
  const whole =
    Math.min(joined[0].length, joined[1].length) >= JOINED_FLOOR ? jaroWinkler(joined[0], joined[1]) ** 2 : 0;
  return Math.max(whole, byWords(a, b));
}

function byWords(a: readonly string[], b: readonly string[]): number {
  const pairs = a
    .flatMap((one, i) => b.map((other, j) => ({ i, j, likeness: jaroWinkler(one, other) })))
    .filter((p) => p.likeness >= WORD_FLOOR)
    .sort((p, q) => q.likeness - p.likeness);
  const taken = { a: new Set<number>(), b: new Set<number>() };
  let met = 0;
  for (const { i, j, likeness } of pairs) {
    if (taken.a.has(i) || taken.b.has(j)) continue;
    taken.a.add(i);
    taken.b.add(j);
    met += likeness * ((a[i]?.length ?? 0) + (b[j]?.length ?? 0));
  }
  return met / (a.join('').length + b.join('').length);
}

/**
 * Likeness of two words by Jaro with Winkler's bonus for a common beginning, from 0 to 1 (W. E. Winkler, "String
 * Comparator Metrics and Enhanced Decision Rules in the Fellegi–Sunter Model of Record Linkage", 1990).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const used = new Array<boolean>(b.length).fill(false);
  const met: string[] = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (used[j] || a[i] !== b[j]) continue;
      used[j] = true;
      met.push(a[i] ?? '');
      break;
    }
  }
  if (met.length === 0) return 0;
  const other = [...b].filter((_, j) => used[j]);
  const swapped = met.filter((letter, k) => letter !== other[k]).length / 2;
  const jaro = (met.length / a.length + met.length / b.length + (met.length - swapped) / met.length) / 3;
  let common = 0;
  while (common < 4 && a[common] !== undefined && a[common] === b[common]) common += 1;
  return jaro + common * 0.1 * (1 - jaro);
}
