import type { Ctx } from '../../../platform/index.ts';
import { type CatalogueEntry, streamTrade, type TradeFact } from '../../statistics/index.ts';
import { type Observation, observe } from '../formats/observation.ts';
import { type DataQuery, isAsked, questionsOf } from '../query/data-query.ts';

/** Batches of this many observations go to the writers, whatever the store hands out. */
const BATCH = 2000;

/** Sources by name. Those of invented figures are answered only to those who ask for them. */
export function knownSources(catalogue: readonly CatalogueEntry[]): { all: string[]; unasked: string[] } {
  const all = [...new Set(catalogue.map((v) => v.source))].sort();
  const invented = new Set(catalogue.filter((v) => v.demo).map((v) => v.source));
  return { all, unasked: all.filter((source) => !invented.has(source)) };
}

/** What a query asks for, series after series with ascending periods; memory holds one series and one batch. */
export async function* askedObservations(
  ctx: Ctx,
  query: DataQuery,
  catalogue: readonly CatalogueEntry[],
  keep: (fact: TradeFact) => boolean = () => true,
): AsyncGenerator<Observation[]> {
  let skipped = 0;
  let given = 0;
  let batch: Observation[] = [];
  const room = (): number => (query.limit ?? Number.MAX_SAFE_INTEGER) - given;
  for (const question of questionsOf(query, knownSources(catalogue)))
    for await (const series of wholeSeries(streamTrade(ctx, question))) {
      const asked = series
        .filter(keep)
        .map(observe)
        .filter((o) => isAsked(query, o));
      for (const o of ends(asked, query)) {
        if (skipped < query.offset) {
          skipped += 1;
          continue;
        }
        if (room() <= 0) break;
        batch.push(o);
        given += 1;
      }
      if (batch.length >= BATCH) {
        yield batch;
        batch = [];
      }
      if (room() <= 0) break;
    }
  if (batch.length > 0) yield batch;
}

/** The first and the last observations of a series, where the query wants only these. */
function ends(series: Observation[], { first_n, last_n }: DataQuery): Observation[] {
  if (first_n === undefined && last_n === undefined) return series;
  return series.filter((_, at) => at < (first_n ?? 0) || at >= series.length - (last_n ?? 0));
}

const pairOf = (f: TradeFact): string => `${f.source} ${f.reporter} ${f.partner} ${f.flow} ${f.commodity}`;

/** The store's order has no currency in it: facts of one pair, flow and good are parted by theirs. */
export async function* wholeSeries(
  batches: AsyncIterable<readonly TradeFact[]>,
): AsyncGenerator<TradeFact[]> {
  let pair = '';
  let together: TradeFact[] = [];
  for await (const batch of batches)
    for (const fact of batch) {
      const next = pairOf(fact);
      if (next !== pair) {
        yield* byCurrency(together);
        pair = next;
        together = [];
      }
      together.push(fact);
    }
  yield* byCurrency(together);
}

function byCurrency(facts: TradeFact[]): TradeFact[][] {
  const groups = [...Map.groupBy(facts, (f) => f.currency)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([, series]) =>
    series.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0)),
  );
}
