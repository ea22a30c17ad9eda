import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  annualObservations,
  coveredYears,
  declaredCells,
  monthlyObservations,
} from '../declared/declared-series.ts';
import type { Vintage } from '../model.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { knownAt } from '../vintages/known-vintages.ts';
import { inRange } from './check-question.ts';
import type { TradeFact, TradeQuestion } from './trade-question.ts';

const CENTS = 2;

/** Totals of the declarations released here, in US dollars. Withheld cells come with value 0 and 'confidential'. */
export async function declaredFacts(
  ctx: Ctx,
  q: TradeQuestion,
  vintages: readonly Vintage[],
  book: Codebook,
): Promise<Outcome<TradeFact[]>> {
  if (q.children || !(q.commodities ?? ['TOTAL']).includes('TOTAL')) return [];
  const cells = await declaredCells(ctx, vintages, book, knownAt(ctx, q.as_of));
  if (isRefusal(cells)) return cells;
  const observations =
    q.frequency === 'M'
      ? monthlyObservations(cells)
      : annualObservations(cells, coveredYears(vintages, knownAt(ctx, q.as_of)));
  const asked = (list: readonly string[] | undefined, code: string): boolean => !list || list.includes(code);
  return observations
    .filter(
      (o) =>
        inRange(o.period, q) &&
        asked(q.reporters, o.reporter) &&
        asked(q.partners, o.partner) &&
        asked(q.flows, o.flow),
    )
    .map((o) => ({
      source: o.source,
      period: o.period,
      frequency: q.frequency,
      reporter: o.reporter,
      partner: o.partner,
      flow: o.flow,
      commodity: 'TOTAL',
      hs_edition: 'H6',
      value: BigInt((o.value ?? '0').replace('.', '')),
      places: CENTS,
      currency: o.currency,
      net_weight_g: null,
      quantity_milli: null,
      unit: null,
      weight_imputed: false,
      vintage: o.vintage,
      file_hash: o.file_hash,
      rows: o.rows,
      source_url: null,
      converted: null,
      status: o.status,
    }));
}
