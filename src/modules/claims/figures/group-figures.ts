import {
  type CommodityGroup,
  editionOf,
  findGroup,
  type GuardFinding,
  groupNotice,
  refusalOf,
  type TradeFact,
} from '../../statistics/index.ts';
import type { Fraction } from '../exact/fraction.ts';
import { add, exactly, type Interval, rounded } from '../exact/interval.ts';
import type { Note } from '../model.ts';

/** The value of a commodity group, added up from the HS codes of one source, or the codes that it lacks. */
export interface GroupFigure {
  /** The figure of all goods that stands for pair, flow, period, source and currency. */
  of: TradeFact;
  /** The group as the claim names it. */
  name: string;
  found: { value: Interval; guarded: string | null; notes: Note[] } | { lacking: string };
}

/** All that one source says of a pair, flow and period in one currency. */
interface Reported {
  whole: TradeFact;
  byCode: Map<string, TradeFact>;
}

const CODES_NAMED = 8;

/**
 * Values of the groups by pair, flow and period wherever a source states all goods: the codes of the list of the
 * edition that the figures are in. A code without a row counts as nothing where the source has it with another
 * partner, or where the codes of its level add up to all goods; otherwise it is lacking, and the value unknown. Each
 * group is taken from the one source that has most of it, so that nothing is compared across sources.
 */
export function groupFigures(
  names: readonly string[],
  facts: readonly TradeFact[],
  guards: readonly GuardFinding[],
): GroupFigure[] {
  const all = reportedOf(facts);
  const known = knownCodes(facts);
  return names.flatMap((name) => {
    const group = findGroup(name);
    return group ? ofOneSource(all.map((r) => figureOf(name, group, r, known, guards))) : [];
  });
}

function ofOneSource(figures: readonly GroupFigure[]): GroupFigure[] {
  const known = (list: readonly GroupFigure[]): number => list.filter(({ found }) => 'value' in found).length;
  const sources = [...Map.groupBy(figures, ({ of }) => of.source).values()];
  return sources.reduce((best, list) => (known(list) > known(best) ? list : best), sources[0] ?? []);
}

function reportedOf(facts: readonly TradeFact[]): Reported[] {
  const key = (f: TradeFact): string =>
    [f.source, f.reporter, f.partner, f.flow, f.period, f.currency].join(' ');
  const withCodes = new Set(facts.filter((f) => f.commodity !== 'TOTAL').map((f) => f.source));
  const usable = facts.filter(
    (f) => withCodes.has(f.source) && (f.status === 'reported' || f.status === 'demo'),
  );
  return [...Map.groupBy(usable, key).values()].flatMap((list): Reported[] => {
    const whole = list.find((f) => f.commodity === 'TOTAL');
    return whole ? [{ whole, byCode: new Map(list.map((f) => [f.commodity, f])) }] : [];
  });
}

const reportKey = (f: TradeFact): string => [f.source, f.reporter, f.flow, f.period].join(' ');

/** Codes that a source has for a reporter, flow and period with anybody. */
function knownCodes(facts: readonly TradeFact[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const f of facts) {
    const codes = known.get(reportKey(f)) ?? new Set();
    known.set(reportKey(f), codes.add(f.commodity));
  }
  return known;
}

function figureOf(
  name: string,
  group: CommodityGroup,
  { whole, byCode }: Reported,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  guards: readonly GuardFinding[],
): GroupFigure {
  const named = [...byCode.values()].find((f) => f.commodity !== 'TOTAL' && f.hs_edition !== null);
  // Figures that name no edition are read as HS 2022.
  const edition = editionOf(named?.hs_edition ?? '2022');
  const codes = edition && group.lists.get(edition);
  if (!codes)
    return {
      of: whole,
      name,
      found: { lacking: `no list of its codes for the edition of the figures, ${named?.hs_edition}` },
    };
  const complete = new Set([2, 4, 6].filter((level) => addsUp(whole, byCode, level)));
  const parts: TradeFact[] = [];
  const lacking: string[] = [];
  for (const code of codes) {
    const fact = byCode.get(code);
    if (fact) parts.push(fact);
    else if (complete.has(code.length) || known.get(reportKey(whole))?.has(code)) continue;
    else if (complete.has(6))
      parts.push(
        ...[...byCode.values()].filter((f) => f.commodity.length === 6 && f.commodity.startsWith(code)),
      );
    else lacking.push(code);
  }
  if (lacking.length > 0) return { of: whole, name, found: { lacking: codesInWords(edition, lacking) } };
  const refusal = [whole, ...parts].map((f) => refusalOf(guards, f)).find((g) => g !== undefined);
  const notice = groupNotice(group);
  return {
    of: whole,
    name,
    found: {
      value: parts.map(asPrinted).reduce(add, exactly({ n: 0n, d: 1n })),
      guarded: refusal ? `${refusal.guard}: ${refusal.reason}` : null,
      notes: [
        {
          code: 'sum_of_codes',
          params: { codes: codesInWords(edition, codes), store: whole.source, list: group.id },
          text: `${name.replaceAll('_', ' ')} is the sum of ${codesInWords(edition, codes)} in ${whole.source} (${group.id})`,
        },
        ...(notice
          ? [{ code: 'group_not_official', params: { list: group.id }, text: `${notice} (${group.id})` }]
          : []),
      ],
    },
  };
}

/** Whether the codes of a level are all goods, but for a thousandth. */
function addsUp(whole: TradeFact, byCode: ReadonlyMap<string, TradeFact>, level: number): boolean {
  const scaled = (f: TradeFact): bigint => f.value * 10n ** BigInt(9 - f.places);
  const lines = [...byCode.values()].filter((f) => f.commodity !== 'TOTAL' && f.commodity.length === level);
  const sum = lines.reduce((n, f) => n + scaled(f), 0n);
  const gap = scaled(whole) - sum;
  return lines.length > 0 && (gap < 0n ? -gap : gap) * 1000n <= scaled(whole);
}

/** As wide as one unit of the last place that the source prints. */
function asPrinted(f: TradeFact): Interval {
  const unit = 10n ** BigInt(f.places);
  const value: Fraction = { n: f.value, d: unit };
  return f.value === 0n ? exactly(value) : rounded(value, { n: 1n, d: unit });
}

const codesInWords = (edition: string, codes: readonly string[]): string =>
  `HS ${edition} ${codes.slice(0, CODES_NAMED).join(', ')}${codes.length > CODES_NAMED ? ` and ${codes.length - CODES_NAMED} more` : ''}`;

/** The codes that a group is added up from, in the newest edition; undefined for what is no group. */
export function groupCodes(name: string): string | undefined {
  const codes = findGroup(name)?.lists.get('2022');
  return codes && codesInWords('2022', codes);
}
