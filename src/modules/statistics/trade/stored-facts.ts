import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { editionOf } from '../import/mapping.ts';
import { flowCode, flowOf, type Vintage } from '../model.ts';
import { monthText } from '../official/published-period.ts';
import { askFacts, factsSql } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { itemLayout, WHOLE_UNITS } from '../vintages/layouts.ts';
import { inRange } from './check-question.ts';
import type { TradeFact, TradeQuestion } from './trade-question.ts';

interface FactRow {
  period: number;
  reporter: number;
  partner: number;
  flow: number;
  level: number;
  commodity: number;
  edition: number;
  currency: number;
  exponent: number;
  value: bigint;
  net_weight_g: bigint | null;
  weight_imputed: number;
  quantity_milli: bigint | null;
  unit: number | null;
  rows: bigint;
}

/** The vintages that a question reads: those of its periods. */
export function vintagesFor(q: TradeQuestion, vintages: readonly Vintage[]): Vintage[] {
  const length = q.frequency === 'A' ? 4 : 7;
  return vintages.filter((v) => v.rows > 0 && v.period.length === length && inRange(v.period, q));
}

/** Figures of imported files of one source, as they were reported. */
export async function storedFacts(
  ctx: Ctx,
  q: TradeQuestion,
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<TradeFact[]>> {
  const asked = vintagesFor(q, vintages);
  const sql = asked.length === 0 ? undefined : factsQuery(q, book, asked[0]?.layout ?? '');
  if (!sql) return [];
  const rows = await askFacts<FactRow>(ctx, asked, sql);
  if (isRefusal(rows)) return rows;
  const show = showing(asked, book);
  return rows.map(show);
}

/** The same in batches, in bounded memory. */
export async function* streamStored(
  ctx: Ctx,
  q: TradeQuestion,
  vintages: readonly Vintage[],
  book: Codebook,
): AsyncGenerator<TradeFact[]> {
  const asked = vintagesFor(q, vintages);
  const sql = asked.length === 0 ? undefined : factsQuery(q, book, asked[0]?.layout ?? '');
  if (!sql) return;
  const show = showing(asked, book);
  for await (const rows of ctx.services.duckdb.batches<FactRow>(factsSql(ctx, asked, sql)))
    yield rows.map(show);
}

/** SQL over `facts`; undefined when a word asked for is in no file, so that nothing can be found. */
export function factsQuery(q: TradeQuestion, book: Codebook, layout: string): string | undefined {
  const where = ['second_partner = 0', 'procedure = 0', 'transport = 0'];
  for (const [column, words] of [
    ['reporter', q.reporters],
    ['partner', q.partners],
  ] as const) {
    if (!words) continue;
    const codes = words.flatMap((word) => book.find('area', word) ?? []);
    if (codes.length === 0) return undefined;
    where.push(`${column} in (${codes.join(', ')})`);
  }
  if (q.flows) where.push(`flow in (${q.flows.map((f) => flowCode[f]).join(', ')})`);
  const items = layout === itemLayout.name;
  // Items are declared to six digits; what is asked above them is their sum.
  const selections = (q.commodities ?? ['TOTAL']).map((code) => selection(code, q));
  const level = selections[0]?.level ?? 0;
  if (!items) where.push(`(${selections.map((s) => s.where).join(' or ')})`);
  else where.push(`(${selections.map((s) => s.below).join(' or ')})`);
  const key = items
    ? `${level}::utinyint as level, (commodity // ${10 ** (6 - level)} * ${10 ** (6 - level)})::uinteger as commodity`
    : 'level, commodity';
  return `select period, reporter, partner, flow, ${key}, max(edition) as edition, currency, exponent, sum(value)::bigint as value,
      sum(net_weight_g)::bigint as net_weight_g, max(weight_imputed) as weight_imputed,
      case when count(distinct unit) = 1 then sum(quantity_milli)::bigint end as quantity_milli,
      case when count(distinct unit) = 1 then max(unit) end as unit, count(*) as rows
    from facts where ${where.join(' and ')}
    group by period, reporter, partner, flow, ${items ? '5, 6' : 'level, commodity'}, currency, exponent
    order by reporter, partner, flow, level, commodity, period`;
}

interface Selection {
  level: number;
  where: string;
  /** The same in a file that has six digits only. */
  below: string;
}

function selection(code: string, q: TradeQuestion): Selection {
  const own = code === 'TOTAL' ? 0 : code.length;
  const number = code === 'TOTAL' ? 0 : Number(code.padEnd(6, '0'));
  const width = 10 ** (6 - own);
  const inside = own === 0 ? 'true' : `commodity between ${number} and ${number + width - 1}`;
  const level = q.children || (q.level ?? 0) > own ? Math.max(q.level ?? own + 2, own) : own;
  const where = level === own ? `level = ${own} and commodity = ${number}` : `level = ${level} and ${inside}`;
  return { level, where: `(${where})`, below: `(${inside})` };
}

function showing(vintages: readonly Vintage[], book: Codebook): (row: FactRow) => TradeFact {
  const byPeriod = new Map(vintages.map((v) => [v.period, v]));
  return (row) => {
    const period = row.period < 10_000 ? String(row.period) : monthText(row.period);
    const vintage = byPeriod.get(period);
    const exponent = row.exponent - WHOLE_UNITS;
    return {
      source: vintage?.source ?? '',
      period,
      frequency: row.period < 10_000 ? 'A' : 'M',
      reporter: book.word('area', row.reporter),
      partner: book.word('area', row.partner),
      flow: flowOf(row.flow),
      commodity: commodityText(row.level, row.commodity),
      hs_edition: editionOf(row.edition),
      value: exponent > 0 ? row.value * 10n ** BigInt(exponent) : row.value,
      places: Math.max(0, -exponent),
      currency: book.word('currency', row.currency),
      net_weight_g: row.net_weight_g,
      quantity_milli: row.quantity_milli,
      unit: book.wordOrNull('unit', row.unit),
      weight_imputed: row.weight_imputed > 0,
      vintage: vintage?.vintage ?? '',
      file_hash: vintage?.sha256 ?? '',
      rows: Number(row.rows),
      source_url: null,
      converted: null,
      status: vintage?.demo ? 'demo' : 'reported',
    };
  };
}

/** 850700 at level 4 → '8507'; level 0 → 'TOTAL'. */
export function commodityText(level: number, commodity: number): string {
  return level === 0 ? 'TOTAL' : String(commodity).padStart(6, '0').slice(0, level);
}
