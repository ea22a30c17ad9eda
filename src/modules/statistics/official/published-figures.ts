import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type Flow, flowOf, sources, type Vintage } from '../model.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import { type Codebook, openCodebook } from '../vintages/codebook.ts';
import { knownVintages } from '../vintages/known-vintages.ts';
import { ALL_GOODS, addressIn } from './official-rows.ts';

/** One number as a public statement printed it, whole years and parts of years alike. */
export interface PublishedFigure {
  year: number;
  /** 1 to 12; null where the printed period cannot be told. */
  first_month: number | null;
  last_month: number | null;
  printed_period: string;
  reporter: string;
  partner: string;
  flow: Flow;
  /** 'all goods', or the name of the commodity as printed. */
  commodity: string;
  /** Whole units of the currency; null where only a growth or a quantity was printed. */
  value: bigint | null;
  currency: string;
  /** Growth as printed, not always a number of percent: '26.9', '>50', '10.9x'. */
  growth: string | null;
  /** Quantity as printed: '2.57 Mt', 'share 55%', sometimes the value in another currency. */
  quantity: string | null;
  estimate: boolean;
  confidence: string;
  publisher: string;
  note: string | null;
  source_url: string | null;
  vintage: string;
}

export const PUBLISHED_ALL_GOODS = ALL_GOODS;

/**
 * Every number of the source `official` as it was printed, those of parts of years, of single commodities and
 * of second publishers included; `askTrade` gives the preferred figure of whole years. Best confidence first
 * within one cell. Refuses with statistics.file_missing, query_too_long, platform.overloaded.
 */
export async function publishedFigures(ctx: Ctx, as_of?: string): Promise<Outcome<PublishedFigure[]>> {
  const vintages = await knownVintages(ctx, [sources.official], as_of);
  return publishedIn(ctx, vintages, await openCodebook(ctx.tx));
}

/** The same of these vintages only. */
export async function publishedIn(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<PublishedFigure[]>> {
  const rows = await askFacts<Row>(
    ctx,
    vintages,
    `select reporter, partner, flow, year, first_month, last_month, printed_period, commodity, value, currency,
       growth, quantity, estimate, confidence, publisher, note, file_name
     from facts where value is not null or growth is not null
     order by year, reporter, partner, flow, commodity, first_month, last_month, estimate, dataset, line`,
  );
  if (isRefusal(rows)) return rows;
  const byFile = new Map(vintages.map((v) => [v.file, v.vintage]));
  const word = (code: number): string => book.word('word', code);
  const figures = rows.map(
    (row): PublishedFigure => ({
      year: row.year,
      first_month: row.first_month === null ? null : row.first_month % 100,
      last_month: row.last_month === null ? null : row.last_month % 100,
      printed_period: word(row.printed_period),
      reporter: book.word('area', row.reporter),
      partner: book.word('area', row.partner),
      flow: flowOf(row.flow),
      commodity: word(row.commodity),
      value: row.value,
      currency: book.word('currency', row.currency),
      growth: book.wordOrNull('word', row.growth),
      quantity: book.wordOrNull('word', row.quantity),
      estimate: row.estimate === 1,
      confidence: word(row.confidence),
      publisher: word(row.publisher),
      note: book.wordOrNull('word', row.note),
      source_url: addressIn(word(row.publisher)),
      vintage: byFile.get(row.file_name) ?? '',
    }),
  );
  const rank = ['high', 'medium', 'low'];
  return figures.sort((a, b) => rank.indexOf(a.confidence) - rank.indexOf(b.confidence));
}

interface Row {
  reporter: number;
  partner: number;
  flow: number;
  year: number;
  first_month: number | null;
  last_month: number | null;
  printed_period: number;
  commodity: number;
  value: bigint | null;
  currency: number;
  growth: number | null;
  quantity: number | null;
  estimate: number;
  confidence: number;
  publisher: number;
  note: number | null;
  file_name: string;
}
