import type { Ctx } from '../../../platform/index.ts';
import type { CatalogueEntry } from '../../statistics/index.ts';
import { componentValue, seriesDimensions } from '../formats/observation.ts';
import { type DataQuery, isAsked } from '../query/data-query.ts';
import { readList } from '../query/identity.ts';
import { SdmxError } from '../query/sdmx-error.ts';
import {
  AGENCY,
  DATAFLOW_ID,
  type DimensionId,
  dimensionIds,
  urn,
  VERSION,
  type Words,
} from '../structure/trade-structure.ts';
import { askedObservations } from './asked-observations.ts';

export interface Available {
  values: ReadonlyMap<DimensionId, readonly string[]>;
  observations: number;
  series: number;
}

/**
 * Which codes an answer would hold. `exact`: those of the query's observations. `available`: for each dimension,
 * those with which the rest of the query still has observations.
 */
export async function availableValues(
  ctx: Ctx,
  query: DataQuery,
  catalogue: readonly CatalogueEntry[],
  mode: 'exact' | 'available',
): Promise<Available> {
  const values = new Map(dimensionIds.map((id) => [id, new Set<string>()]));
  let observations = 0;
  let series = 0;
  let last = '';
  const widest: DataQuery = { ...query, keys: [seriesDimensions.map(() => undefined)], filters: new Map() };
  const batches = askedObservations(ctx, mode === 'exact' ? query : widest, catalogue);
  for await (const batch of batches)
    for (const o of batch) {
      if (isAsked(query, o)) {
        const key = o.series.join('.');
        if (key !== last) series += 1;
        last = key;
        observations += 1;
      }
      for (const [id, found] of values) if (isAsked(query, o, id)) found.add(componentValue(o, id) ?? '');
    }
  return {
    values: new Map([...values].map(([id, found]) => [id, [...found].sort()])),
    observations,
    series,
  };
}

const constraintNames: Words = { en: 'What is available', zh: '可用数据', ru: 'Что доступно' };

/** The data constraint of an SDMX-JSON structure message that says what is available. Throws SdmxError. */
export function constraintJson(available: Available, component: string, language: keyof Words) {
  const periods = available.values.get('TIME_PERIOD') ?? [];
  const asked = readList(component);
  const unknown = asked === '*' ? undefined : asked.find((id) => !available.values.has(id as DimensionId));
  if (unknown !== undefined) throw new SdmxError(150, `there is no dimension "${unknown}"`);
  const keyValues = [...available.values]
    .filter(([id, values]) => (asked === '*' || asked.includes(id)) && values.length > 0)
    .map(([id, values]) =>
      id === 'TIME_PERIOD'
        ? {
            id,
            include: true,
            timeRange: {
              startPeriod: { period: periods[0], isInclusive: true },
              endPeriod: { period: periods.at(-1), isInclusive: true },
            },
          }
        : { id, include: true, values: values.map((value) => ({ value })) },
    );
  return {
    id: 'AVAILABLE',
    agencyID: AGENCY,
    version: VERSION,
    name: constraintNames[language],
    names: constraintNames,
    role: 'Actual',
    constraintAttachment: { dataflows: [urn('dataflow', DATAFLOW_ID)] },
    // A region holds at least one key; with nothing available there is no region.
    ...(keyValues.length > 0 ? { cubeRegions: [{ include: true, keyValues }] } : {}),
    annotations: [
      { id: 'obs_count', title: String(available.observations), type: 'sdmx_metrics' },
      { id: 'series_count', title: String(available.series), type: 'sdmx_metrics' },
    ],
  };
}
