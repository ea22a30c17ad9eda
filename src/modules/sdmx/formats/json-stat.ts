import { attributeIds, dimensionIds } from '../structure/trade-structure.ts';
import type { Batches, Label, Observation } from './observation.ts';

export interface JsonStatOptions {
  label: Label;
  /** ISO 8601 instant of the newest vintage in it. */
  updated: string | undefined;
}

/**
 * JSON-stat 2.0, class "dataset". The place of a value depends on all codes, so the facts are gone through three
 * times: for the codes, the values, and the statuses that are not normal. Values stand in an object by place.
 */
export async function* toJsonStat(again: () => Batches, options: JsonStatOptions): AsyncGenerator<string> {
  const { label, updated } = options;
  const codes = dimensionIds.map(() => new Map<string, number>());
  for await (const batch of again())
    for (const o of batch)
      keyOf(o).forEach((code, at) => {
        const seen = codes[at];
        if (seen && !seen.has(code)) seen.set(code, seen.size);
      });
  sortPeriods(codes.at(-1));
  const sizes = codes.map((c) => c.size);
  const dimension = Object.fromEntries(
    dimensionIds.map((id, at) => [
      id,
      {
        label: label('concept', id),
        category: {
          index: [...(codes[at]?.keys() ?? [])],
          label: Object.fromEntries([...(codes[at]?.keys() ?? [])].map((code) => [code, label(id, code)])),
        },
      },
    ]),
  );
  const head = {
    version: '2.0',
    class: 'dataset',
    label: label('dataflow', 'TRADE'),
    ...(updated === undefined ? {} : { updated }),
    id: dimensionIds,
    size: sizes,
    role: { time: ['TIME_PERIOD'], geo: ['REFERENCE_AREA', 'COUNTERPART_AREA'], metric: ['CURRENCY'] },
    dimension,
    extension: { attributes: attributeIds, confidential: 'values with the status Q are withheld' },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"value":{`;
  yield* entries(again(), codes, (o) => o.measures.OBS_VALUE);
  yield '},"status":{';
  yield* entries(again(), codes, (o) =>
    o.attributes.OBS_STATUS === 'A' ? null : JSON.stringify(o.attributes.OBS_STATUS),
  );
  yield '}}';
}

async function* entries(
  batches: Batches,
  codes: readonly ReadonlyMap<string, number>[],
  json: (o: Observation) => string | null,
): AsyncGenerator<string> {
  let comma = '';
  for await (const batch of batches) {
    let text = '';
    for (const o of batch) {
      const value = json(o);
      if (value === null) continue;
      text += `${comma}"${placeOf(keyOf(o), codes)}":${value}`;
      comma = ',';
    }
    yield text;
  }
}

const keyOf = (o: Observation): string[] => [...o.series, o.period];

/** Row-major order, as JSON-stat counts. */
function placeOf(key: readonly string[], codes: readonly ReadonlyMap<string, number>[]): number {
  return key.reduce((place, code, at) => place * (codes[at]?.size ?? 0) + (codes[at]?.get(code) ?? 0), 0);
}

function sortPeriods(periods: Map<string, number> | undefined): void {
  const sorted = [...(periods?.keys() ?? [])].sort();
  periods?.clear();
  for (const [at, period] of sorted.entries()) periods?.set(period, at);
}
