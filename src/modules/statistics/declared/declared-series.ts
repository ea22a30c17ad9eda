import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { flowOf, formatUnits, type Observation, sources, type Vintage, wayOf } from '../model.ts';
import { monthText } from '../official/published-period.ts';
import { vintagesOf } from '../store.ts';
import { askFacts, originOf } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { withheldCells, yearOf } from './confidentiality.ts';
import { settledAt } from './hold-revisions.ts';
import { markEarlier, type StoredCell } from './printed-before.ts';

/** One month of one reporter, partner and flow in the declarations released on Sauda. */
export interface DeclaredCell extends StoredCell {
  reporter: string;
  partner: string;
  flow: 'export' | 'import';
  rows: number;
  /** Lines without a rate to US dollars on file; they are missing in `usd_cents`. */
  unconverted: number;
}

interface FactRow {
  reporter: number;
  partner: number;
  flow: number;
  period: number;
  usd_cents: bigint | null;
  rows: bigint;
  deals: bigint;
  unconverted: bigint;
  file_name: string;
}

/**
 * Monthly cells of the pairs, or of all when none are given. Vintages are of one source, as known at `known_at`. A month
 * of real declarations that was not settled by then is left out, unless `running` asks for it: two readings of it, a day
 * apart, would tell one deal by their difference, today or as of two days of the past. Each is marked with what
 * earlier states showed of it.
 */
export async function declaredCells(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
  known_at: Date,
  { pairs, running = false }: { pairs?: readonly (readonly [string, string])[]; running?: boolean } = {},
): Promise<Outcome<DeclaredCell[]>> {
  const coded = pairs?.flatMap(([a, b]) => {
    const codes = [book.find('area', a), book.find('area', b)];
    return codes.every((c) => c !== undefined) ? [`(${codes.join(', ')})`] : [];
  });
  if (coded?.length === 0) return [];
  const real = vintages.find((v) => !v.demo)?.source;
  const all = real === undefined ? [] : await vintagesOf(ctx.tx, { source: real, period: null, known_at });
  const files = new Set(vintages.map((v) => v.file));
  const old = all.filter((v) => !files.has(v.file));
  const found = await cellsIn(ctx, [...vintages, ...old], book, coded);
  if (isRefusal(found)) return found;
  const isNow = new Set(vintages);
  const current = found.filter(
    ({ vintage, month }) => isNow.has(vintage) && (vintage.demo || running || known_at >= settledAt(month)),
  );
  const [invented, declared] = [
    current.filter((c) => c.vintage.demo),
    current.filter((c) => !c.vintage.demo),
  ];
  if (declared.length === 0) return invented;
  const history = [...vintages.filter((v) => !v.demo), ...old];
  return [...invented, ...markEarlier(declared, found, history, known_at)];
}

async function cellsIn(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
  coded: readonly string[] | undefined,
): Promise<Outcome<DeclaredCell[]>> {
  const rows = await askFacts<FactRow>(
    ctx,
    vintages,
    `select reporter, partner, flow, period, file_name, sum(value_usd_cents)::bigint as usd_cents, count(*) as rows,
       count(distinct deal) as deals, count(*) - count(value_usd_cents) as unconverted
     from facts ${coded ? `where (reporter, partner) in (${coded.join(', ')})` : ''}
     group by all order by period, reporter, partner, flow`,
  );
  if (isRefusal(rows)) return rows;
  const byFile = new Map(vintages.map((v) => [v.file, v]));
  return rows.flatMap((row) => {
    const vintage = byFile.get(row.file_name);
    const flow = flowOf(row.flow);
    if (!vintage || (flow !== 'export' && flow !== 'import')) return [];
    const [reporter, partner] = [book.word('area', row.reporter), book.word('area', row.partner)];
    return [
      {
        reporter,
        partner,
        flow,
        month: row.period,
        series: `${reporter} ${partner} ${flow}`,
        usd_cents: row.usd_cents ?? 0n,
        rows: Number(row.rows),
        deals: Number(row.deals),
        unconverted: Number(row.unconverted),
        vintage,
      },
    ];
  });
}

/** Months as observations. Real declarations are withheld where they could tell on a single firm. */
export function monthlyObservations(cells: readonly DeclaredCell[]): Observation[] {
  const hidden = withheldCells(cells.filter((c) => !c.vintage.demo));
  return cells.map((cell) => observe([cell], monthText(cell.month), hidden.cells.has(cell)));
}

/** Whole years as sums of their months. `years` are those that the source covers from January to December. */
export function annualObservations(
  cells: readonly DeclaredCell[],
  years: ReadonlySet<number>,
): Observation[] {
  const hidden = withheldCells(cells.filter((c) => !c.vintage.demo));
  const groups = Map.groupBy(cells, yearOf);
  return [...groups].flatMap(([key, ofYear]) => {
    const year = Math.floor((ofYear[0]?.month ?? 0) / 100);
    return years.has(year) ? [observe(ofYear, String(year), hidden.years.has(key))] : [];
  });
}

function observe(cells: readonly DeclaredCell[], period: string, withheld: boolean): Observation {
  const [first] = cells;
  if (!first) throw new Error('an observation needs a cell');
  const { reporter, partner, flow } = first;
  const incomplete = cells.some((c) => c.unconverted > 0);
  const usd_cents = cells.reduce((sum, c) => sum + c.usd_cents, 0n);
  return {
    period,
    flow,
    reporter,
    partner,
    ...wayOf(flow, reporter, partner),
    valuation: flow === 'export' ? 'FOB' : 'CIF',
    value: withheld ? null : formatUnits(usd_cents, 2),
    currency: 'USD',
    unit: 'USD',
    source: first.vintage.source,
    source_note: null,
    source_url: null,
    ...originOf([...new Set(cells.map((c) => c.vintage))]),
    rows: withheld ? 0 : cells.reduce((sum, c) => sum + c.rows, 0),
    status: withheld
      ? 'confidential'
      : incomplete
        ? 'incomplete'
        : first.vintage.source === sources.demo
          ? 'demo'
          : 'reported',
    preferred: true,
  };
}

/**
 * The years that a source covers whole: not the one in which it begins after January, and none that is not
 * over yet at the instant `now` whose knowledge counts.
 */
export function coveredYears(vintages: readonly Vintage[], now: Date): Set<number> {
  const months = vintages.map((v) => v.period).sort();
  const [begin] = months;
  const end = months.at(-1);
  if (!begin || !end) return new Set();
  const from = Number(begin.slice(0, 4)) + (begin.endsWith('-01') ? 0 : 1);
  const until = Math.min(Number(end.slice(0, 4)), now.getUTCFullYear() - 1);
  return new Set(Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i));
}
