import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { officialSeries } from '../official/official-series.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { inRange } from './check-question.ts';
import type { TradeFact, TradeQuestion } from './trade-question.ts';

/**
 * Whole years as printed in public statements; where several publishers print one, the preferred figure. Of
 * commodities only those whose printed HS code is one whole code.
 */
export async function officialFacts(
  ctx: Ctx,
  q: TradeQuestion,
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<TradeFact[]>> {
  if (q.frequency !== 'A') return [];
  const wanted = q.commodities ?? ['TOTAL'];
  const inYears = vintages.filter((v) => inRange(v.period, q));
  const observations = await officialSeries(ctx, inYears, book);
  if (isRefusal(observations)) return observations;
  const asked = (list: readonly string[] | undefined, code: string): boolean => !list || list.includes(code);
  return observations
    .filter(
      (o) =>
        o.span === 'year' &&
        o.preferred &&
        wanted.includes('TOTAL') &&
        !q.children &&
        asked(q.reporters, o.reporter) &&
        asked(q.partners, o.partner) &&
        asked(q.flows, o.flow),
    )
    .map((o) => ({
      source: o.source,
      period: o.period,
      frequency: 'A',
      reporter: o.reporter,
      partner: o.partner,
      flow: o.flow,
      commodity: 'TOTAL',
      hs_edition: null,
      value: o.amount,
      places: 0,
      currency: o.currency,
      net_weight_g: null,
      quantity_milli: null,
      unit: null,
      weight_imputed: false,
      vintage: o.vintage,
      file_hash: o.file_hash,
      rows: 1,
      source_url: o.source_url,
      converted: null,
      status: o.status,
    }));
}
