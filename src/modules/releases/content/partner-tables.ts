import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { askTrade, type GuardFinding, refusalOf, type TradeFact } from '../../statistics/index.ts';
import { type Cell, frequencyOf, type ReleaseTable, yearBefore } from './content.ts';

export const corridor = ['KZ', 'KG', 'TJ', 'TM', 'UZ'] as const;
const flows = ['export', 'import', 'total'] as const;

/**
 * Trade of the corridor in one period and its growth on the year before: as China reports it, and as each of the five
 * reports it with China. One table for each source and side. Growth is not worked out from an estimate, between
 * currencies, or where a guard forbids it. Refuses as askTrade does.
 */
export async function partnerTables(
  ctx: Ctx,
  asked: { period: string; as_of: string; sources: readonly string[] },
): Promise<Outcome<ReleaseTable[]>> {
  const { period, as_of } = asked;
  const before = yearBefore(period);
  const tables: ReleaseTable[] = [];
  for (const source of asked.sources) {
    const answer = await askTrade(ctx, {
      sources: [source],
      reporters: ['CN', ...corridor],
      partners: ['CN', 'C5', ...corridor],
      flows,
      frequency: frequencyOf(period),
      from: before,
      to: period,
      as_of,
    });
    if (isRefusal(answer)) return answer;
    const facts = answer.facts.filter((f) => f.period === period || f.period === before);
    const china = facts.filter((f) => f.reporter === 'CN');
    const mirror = facts.filter((f) => f.partner === 'CN');
    const sides: [string, string | null, readonly TradeFact[], (f: TradeFact) => string][] = [
      [`${source}-china`, 'CN', china, (f) => f.partner],
      [`${source}-partners`, null, mirror, (f) => f.reporter],
    ];
    for (const [id, reporter, side, keyOf] of sides) {
      const now = side.filter((f) => f.period === period);
      if (now.length === 0) continue;
      const order = [...corridor, 'C5'];
      const keys = [...new Set(now.map(keyOf))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
      tables.push({
        id,
        kind: 'partners',
        source,
        reporter,
        flow: null,
        currency: [...new Set(now.map((f) => f.currency))].sort().join(', '),
        columns: [...flows, ...flows.map((flow) => `${flow}_growth`)],
        rows: keys.map((key) => ({
          key,
          cells: cellsOf(
            side.filter((f) => keyOf(f) === key),
            period,
            answer.guards,
          ),
        })),
        vintages: [...new Set(now.map((f) => f.vintage))].sort(),
        file_hashes: [...new Set(now.map((f) => f.file_hash))].sort(),
      });
    }
  }
  return tables;
}

function cellsOf(
  facts: readonly TradeFact[],
  period: string,
  guards: readonly GuardFinding[],
): Record<string, Cell> {
  return Object.fromEntries(
    flows.flatMap((flow) => {
      const now = facts.find((f) => f.flow === flow && f.period === period);
      const before = facts.find((f) => f.flow === flow && f.period !== period);
      return [
        [flow, figure(now)],
        [`${flow}_growth`, growth(now, before, guards)],
      ];
    }),
  );
}

function figure(fact: TradeFact | undefined): Cell {
  if (!fact) return { value: null, status: 'missing' };
  if (fact.status === 'confidential') return { value: null, status: 'confidential' };
  return { value: decimalOf(fact), status: fact.status };
}

function growth(
  now: TradeFact | undefined,
  before: TradeFact | undefined,
  guards: readonly GuardFinding[],
): Cell {
  if (!now || !before) return { value: null, status: 'missing' };
  if (now.status === 'confidential' || before.status === 'confidential')
    return { value: null, status: 'confidential' };
  const finding = refusalOf(guards, now);
  if (finding) return { value: null, status: 'guarded', reason: finding.reason };
  if (before.status !== 'reported')
    return { value: null, status: 'guarded', reason: 'the year before is an estimate' };
  if (now.currency !== before.currency)
    return { value: null, status: 'guarded', reason: 'the currency has changed' };
  const [a, b] = atSamePlaces(now, before);
  if (b <= 0n) return { value: null, status: 'missing' };
  return { value: percent(a - b, b), status: now.status };
}

function atSamePlaces(a: TradeFact, b: TradeFact): [bigint, bigint] {
  const places = Math.max(a.places, b.places);
  return [a.value * 10n ** BigInt(places - a.places), b.value * 10n ** BigInt(places - b.places)];
}

/** Percent with one decimal, half away from zero. */
export function percent(part: bigint, whole: bigint): string {
  const sign = part < 0n ? -1n : 1n;
  const tenths = (sign * ((part * sign * 2000n + whole) / (whole * 2n))).toString();
  const digits = tenths.replace('-', '').padStart(2, '0');
  const text = `${digits.slice(0, -1)}.${digits.slice(-1)}`;
  return tenths.startsWith('-') ? `-${text}` : text;
}

function decimalOf({ value, places }: TradeFact): string {
  if (places <= 0) return (value * 10n ** BigInt(-places)).toString();
  const text = value.toString().padStart(places + 1, '0');
  return `${text.slice(0, -places)}.${text.slice(-places)}`;
}
