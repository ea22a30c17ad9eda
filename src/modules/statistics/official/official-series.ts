import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { flowOf, type Observation, sources, type Vintage, wayOf } from '../model.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { ALL_GOODS, addressIn } from './official-rows.ts';
import { type Span, showPublished, spanOf } from './published-period.ts';

/** An observation with what the guards look at. */
export interface OfficialObservation extends Observation {
  year: number;
  span: Span;
  amount: bigint;
}

interface FactRow {
  reporter: number;
  partner: number;
  flow: number;
  year: number;
  span: number;
  printed_period: number;
  value: bigint;
  currency: number;
  estimate: number;
  confidence: number;
  publisher: number;
  note: number | null;
  file_name: string;
}

/**
 * Published totals of all goods of the pairs, or of all when none are given, each with its publisher. The
 * figures on single commodities and those in yuan are another question and never come in here.
 */
export async function officialSeries(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
  pairs?: readonly (readonly [string, string])[],
): Promise<Outcome<OfficialObservation[]>> {
  const coded = pairs?.flatMap(([a, b]) => {
    const codes = [book.find('area', a), book.find('area', b)];
    return codes.every((c) => c !== undefined) ? [`(${codes.join(', ')})`] : [];
  });
  const commodity = book.find('word', ALL_GOODS);
  if (coded?.length === 0 || commodity === undefined) return [];
  const rows = await askFacts<FactRow>(
    ctx,
    vintages,
    `select reporter, partner, flow, year, span, printed_period, value, currency, estimate, confidence, publisher, note, file_name
     from facts where ${coded ? `(reporter, partner) in (${coded.join(', ')}) and ` : ''} commodity = $1 and dataset not in ($2, $3) and value is not null
     order by year, span, first_month, reporter, flow, dataset, line`,
    [commodity, book.find('word', 'commodity_structure') ?? 0, book.find('word', 'china_trade_in_yuan') ?? 0],
  );
  if (isRefusal(rows)) return rows;
  const byFile = new Map(vintages.map((v) => [v.file, v]));
  const seen = rows.map((row) => show(row, book, byFile.get(row.file_name)));
  const best = new Map<string, { rank: number; index: number }>();
  rows.forEach((row, index) => {
    const key = [row.reporter, row.partner, row.flow, row.year, row.span, row.printed_period].join();
    const rank = rankOf(row, book);
    const held = best.get(key);
    if (!held || rank < held.rank) best.set(key, { rank, index });
  });
  for (const { index } of best.values()) {
    const chosen = seen[index];
    if (chosen) chosen.preferred = true;
  }
  return seen;
}

function show(row: FactRow, book: Codebook, vintage: Vintage | undefined): OfficialObservation {
  const [reporter, partner] = [book.word('area', row.reporter), book.word('area', row.partner)];
  const [flow, span] = [flowOf(row.flow), spanOf(row.span)];
  const publisher = book.word('word', row.publisher);
  const note = book.wordOrNull('word', row.note);
  return {
    period: showPublished(row.year, span, book.word('word', row.printed_period)),
    flow,
    reporter,
    partner,
    ...wayOf(flow, reporter, partner),
    // China's customs value exports FOB and imports CIF; what others print seldom says.
    valuation: reporter !== 'CN' || flow === 'total' ? null : flow === 'export' ? 'FOB' : 'CIF',
    value: row.value.toString(),
    currency: book.word('currency', row.currency),
    unit: book.word('currency', row.currency),
    source: sources.official,
    source_note: note === null ? publisher : `${publisher}; ${note}`,
    source_url: addressIn(publisher),
    vintage: vintage?.vintage ?? '',
    rows: 1,
    file_hash: vintage?.sha256 ?? '',
    status: row.estimate ? 'estimate' : 'reported',
    preferred: false,
    year: row.year,
    span,
    amount: row.value,
  };
}

const confidences = ['high', 'medium', 'low'];

/** Reported before estimated, then by the confidence noted in the file; equals keep the order of the file. */
function rankOf(row: FactRow, book: Codebook): number {
  const confidence = confidences.indexOf(book.word('word', row.confidence));
  return row.estimate * 10 + (confidence < 0 ? confidences.length : confidence);
}
