import type { Ctx } from '../../../platform/index.ts';
import { toXlsx } from '../../../platform/tables/index.ts';
import type { CatalogueEntry, TradeFact } from '../../statistics/index.ts';
import { columns } from '../formats/columns.ts';
import { toJsonStat } from '../formats/json-stat.ts';
import type { Batches, Label, Observation, ObservationCells } from '../formats/observation.ts';
import { toParquet } from '../formats/parquet.ts';
import { toPlainCsv } from '../formats/plain-csv.ts';
import { toSdmxCsv } from '../formats/sdmx-csv.ts';
import { type JsonDataSet, toSdmxJson } from '../formats/sdmx-json.ts';
import type { DataQuery } from '../query/data-query.ts';
import type { Representation } from '../query/negotiate.ts';
import { SdmxError } from '../query/sdmx-error.ts';
import { askedObservations } from './asked-observations.ts';
import { crossSection } from './cross-section.ts';
import { dataSets } from './data-sets.ts';

export interface DataAnswer {
  query: DataQuery;
  representation: Representation;
  catalogue: readonly CatalogueEntry[];
  label: Label;
  language: string;
  /** Told after each batch how many observations have gone out. */
  progress(observations: number): void;
}

/** Writes the answer to a data query as it comes. Throws SdmxError 100 before the first byte when it is empty. */
export async function* writeData(ctx: Ctx, answer: DataAnswer): AsyncGenerator<string | Uint8Array> {
  const sets = await withoutEmpty(dataSets(ctx, answer.query, answer.catalogue));
  if (sets.length === 0) throw new SdmxError(100, 'nothing is on file for this query');
  let written = 0;
  const counted = async function* (batches: Batches): AsyncGenerator<readonly Observation[]> {
    for await (const batch of batches) {
      yield batch;
      written += batch.length;
      answer.progress(written);
    }
  };
  yield* encode(
    ctx,
    answer,
    sets.map((set) => ({ ...set, batches: counted(set.batches) })),
  );
}

async function* encode(
  ctx: Ctx,
  answer: DataAnswer,
  sets: readonly JsonDataSet[],
): AsyncGenerator<string | Uint8Array> {
  const { query, representation, label, language, catalogue } = answer;
  const { measures, attributes } = query;
  switch (representation.format) {
    case 'sdmx-json':
      return yield* toSdmxJson(inSections(ctx, query, sets), {
        label,
        language,
        id: `TRADE-${ctx.id()}`,
        prepared: ctx.clock.now().toISOString(),
        public_url: ctx.services.public_url,
        at_observation: query.at_observation,
        measures,
        attributes,
      });
    case 'sdmx-csv':
      for (const [number, set] of sets.entries()) {
        const action = set.action === 'Information' ? 'I' : 'R';
        yield* toSdmxCsv(
          set.batches,
          { ...representation, label, measures, attributes, action },
          number === 0,
        );
      }
      return;
    case 'json-stat': {
      if (sets.length > 1) throw new SdmxError(150, 'JSON-stat holds one data set, so no history');
      const updated = catalogue.at(-1)?.created_at.toISOString();
      // The facts are gone through again, so the batches counted so far are let go.
      return yield* toJsonStat(() => askedObservations(ctx, query, catalogue), { label, updated });
    }
    case 'csv':
      return yield* toPlainCsv(facts(sets));
    case 'xlsx':
      return yield* toXlsx('trade', columns, facts(sets));
    case 'parquet':
      return yield* toParquet(facts(sets));
  }
}

/** Sets by the dimension asked for; time series and flat lists come from the store as they are. */
function inSections(
  ctx: Ctx,
  { at_observation }: DataQuery,
  sets: readonly JsonDataSet[],
): readonly JsonDataSet<ObservationCells>[] {
  if (at_observation === 'TIME_PERIOD' || at_observation === 'AllDimensions') return sets;
  return sets.map((set) => ({ ...set, batches: crossSection(ctx, set.batches, at_observation) }));
}

async function* facts(sets: readonly JsonDataSet[]): AsyncGenerator<TradeFact[]> {
  for (const { batches } of sets) for await (const batch of batches) yield batch.map((o) => o.fact);
}

/** Leaves out data sets without observations: the first batch of each is looked at before anything is sent. */
async function withoutEmpty(sets: readonly JsonDataSet[]): Promise<JsonDataSet[]> {
  const kept: JsonDataSet[] = [];
  for (const set of sets) {
    const iterator = set.batches[Symbol.asyncIterator]();
    const first = await iterator.next();
    if (first.done) continue;
    kept.push({
      ...set,
      batches: (async function* () {
        yield first.value;
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
      })(),
    });
  }
  return kept;
}
