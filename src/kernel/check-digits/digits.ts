import type { Random } from '../random.ts';

/** `count` random decimal digits as text. For fictitious numbers of demonstration organisations only. */
export function randomDigits(random: Random, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}

/** `count` random characters of an alphabet. */
export function randomCharacters(random: Random, alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[Math.floor(random() * alphabet.length)] ?? '0').join(
    '',
  );
}
