import { formatMilli } from '../../../kernel/decimal.ts';
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts';
import type { Money } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { flowCode, type Source, sources, type Vintage } from '../model.ts';
import { monthNumber } from '../official/published-period.ts';
import { currentVintages } from '../store.ts';
import { type Book, type Codebook, extendCodebook } from '../vintages/codebook.ts';
import { declarationLayout } from '../vintages/layouts.ts';
import { holds, writeVintage } from '../vintages/write-vintage.ts';
import { holdRevisions, isSettled, type NumberedRow } from './hold-revisions.ts';

/** One item of a released declaration. */
export interface DeclaredLine {
  deal_id: string;
  line: number;
  flow: 'export' | 'import';
  reporter: string;
  partner: string;
  /** YYYY-MM of the release. */
  period: string;
  hs_code: string;
  origin_country: string;
  supervision_mode: string;
  transport_mode: string;
  quantity_milli: bigint;
  unit: string;
  net_weight_milli: bigint;
  statistical_value: Money;
  /** Null when there is no rate on file. */
  value_usd: Money | null;
  rate_source: string | null;
  demo: boolean;
}

/** All declarations of one source that were released in one month. */
export interface DeclaredMonth {
  source: Exclude<Source, 'official'>;
  /** YYYY-MM. */
  period: string;
  lines: readonly DeclaredLine[];
}

/**
 * Stores a month unless its newest vintage says the same; undefined then. Of a month of real declarations that was
 * shown before, what would tell one or two deals waits (`holdRevisions`). Demonstration lines under the real
 * source, or the other way round, are a bug and throw. The caller holds the store's lock.
 */
export async function storeMonth(
  ctx: Ctx,
  month: DeclaredMonth,
  newest: Vintage | undefined,
): Promise<Vintage | undefined> {
  const { source, period, lines } = month;
  assert(
    lines.every((l) => l.demo === (source === sources.demo)),
    'demonstration declarations and real ones are different sources',
  );
  assert(
    lines.every((l) => l.period === period),
    'a file holds one month',
  );
  const ordered = [...lines].sort(byDeal);
  const deals = new Map([...new Set(ordered.map((l) => l.deal_id))].map((id, index) => [id, index + 1]));
  const numbered = ordered.map((line) => ({ line, deal: deals.get(line.deal_id) ?? 0 }));
  let content_hash = sha256Hex(canonicalJson(numbered.map(inWords)));
  if (holds(ctx, newest, content_hash)) return undefined;
  const book = await extendCodebook(ctx.tx, lines.flatMap(wordsOf));
  let rows = numbered.map(({ line, deal }) => inNumbers(line, deal, book));
  if (source === sources.own && (await wasShown(ctx, month, newest))) {
    const told = await holdRevisions(ctx, newest, rows);
    if (told === undefined) return undefined;
    rows = told.rows;
    if (told.held) content_hash = sha256Hex(canonicalJson(rows.map((row) => row.map(String))));
  }
  return writeVintage(
    ctx,
    {
      source,
      period,
      layout: declarationLayout,
      content_hash,
      rows,
      currency: 'USD',
      unit: 'USD cents, and the contract currency in minor units',
      hs_edition: 'HS 2022',
      coverage: 'Declarations released on this installation; exports FOB, imports CIF, by month of release',
      licence: source === sources.demo ? 'Invented for demonstration' : 'Microdata, not for publication',
    },
    newest,
  );
}

/** Whether readers have seen this month of real declarations: its newest vintage, or that it had nothing. */
async function wasShown(ctx: Ctx, { source, period }: DeclaredMonth, newest?: Vintage): Promise<boolean> {
  const now = ctx.clock.now();
  if (!isSettled(period, now)) return false;
  const earlier = new Date(now.getTime() - 1);
  // The first run of all brings in months that nobody has looked for.
  return newest !== undefined || (await currentVintages(ctx.tx, [source], earlier)).length > 0;
}

/** The same declarations in the same order, however they were read. */
function byDeal(a: DeclaredLine, b: DeclaredLine): number {
  const [x, y] = [a, b].map((l) => `${l.deal_id} ${l.flow} ${String(l.line).padStart(6, '0')}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}

function inWords({ line, deal }: { line: DeclaredLine; deal: number }) {
  const { deal_id: _, statistical_value, value_usd, quantity_milli, net_weight_milli, ...rest } = line;
  return {
    ...rest,
    deal,
    quantity: formatMilli(quantity_milli),
    net_weight_kg: formatMilli(net_weight_milli),
    value: `${statistical_value.amount} ${statistical_value.currency}`,
    value_usd: value_usd?.amount.toString() ?? null,
  };
}

function inNumbers(l: DeclaredLine, deal: number, book: Codebook): NumberedRow {
  return [
    book.code('area', l.reporter),
    book.code('area', l.partner),
    flowCode[l.flow],
    monthNumber(l.period),
    Number(l.hs_code),
    book.code('area', l.origin_country),
    Number(l.supervision_mode),
    book.code('mode', l.transport_mode),
    l.quantity_milli,
    book.code('unit', l.unit),
    l.net_weight_milli,
    l.statistical_value.amount,
    book.code('currency', l.statistical_value.currency),
    l.value_usd?.amount ?? null,
    book.codeOrNull('word', l.rate_source),
    deal,
  ];
}

function wordsOf(l: DeclaredLine): (readonly [Book, string])[] {
  return [
    ['area', l.reporter],
    ['area', l.partner],
    ['area', l.origin_country],
    ['mode', l.transport_mode],
    ['unit', l.unit],
    ['currency', l.statistical_value.currency],
    ...(l.rate_source === null ? [] : [['word', l.rate_source] as const]),
  ];
}
