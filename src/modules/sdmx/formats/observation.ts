import type { TradeFact } from '../../statistics/index.ts';
import {
  type AttributeId,
  attributeIds,
  dimensionIds,
  type MeasureId,
} from '../structure/trade-structure.ts';

/** A fact in the places of the data structure; `null` where there is nothing to say. */
export interface ObservationCells {
  /** Codes of all dimensions but TIME_PERIOD, in the order of the key. */
  series: readonly string[];
  period: string;
  /** Decimal texts. */
  measures: Record<MeasureId, string | null>;
  attributes: Record<AttributeId, string | number | null>;
}

/** The same with the fact that it is made of. */
export interface Observation extends ObservationCells {
  fact: TradeFact;
}

/** How observations come: in batches, series after series, periods ascending. */
export type Batches = AsyncIterable<readonly Observation[]>;

/** What a code is called in the reader's language. */
export type Label = (component: string, code: string) => string;

export const seriesDimensions = dimensionIds.filter((id) => id !== 'TIME_PERIOD');

// SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS: A normal, E estimated, I imputed, U low reliability, Q suppressed.
const statusOf: Record<TradeFact['status'], string> = {
  reported: 'A',
  estimate: 'E',
  demo: 'A',
  incomplete: 'U',
  confidential: 'Q',
};

export function observe(fact: TradeFact): Observation {
  const confidential = fact.status === 'confidential';
  const known = <T>(value: T): T | null => (confidential ? null : value);
  return {
    series: [
      fact.frequency,
      fact.reporter,
      fact.partner,
      codeOfFlow(fact.flow),
      fact.commodity,
      fact.currency,
      fact.source,
    ],
    period: fact.period,
    measures: {
      OBS_VALUE: known(decimal(fact.value, fact.places)),
      NET_WEIGHT: known(fact.net_weight_g === null ? null : decimal(fact.net_weight_g, 3)),
      QUANTITY: known(fact.quantity_milli === null ? null : decimal(fact.quantity_milli, 3)),
    },
    attributes: {
      OBS_STATUS: statusOf[fact.status],
      CONF_STATUS: confidential ? 'C' : 'F',
      DECIMALS: Math.max(0, fact.places),
      WEIGHT_STATUS: fact.net_weight_g === null ? null : fact.weight_imputed ? 'I' : 'A',
      UNIT_QUANTITY: fact.unit,
      HS_EDITION: fact.hs_edition,
      VINTAGE: fact.vintage,
      ROWS: fact.rows,
      FILE_HASH: fact.file_hash,
      SOURCE_URL: fact.source_url,
      CONVERSION: fact.converted,
    },
    fact,
  };
}

/** Flows as codes: `re-export` → `RE_EXPORT`. */
export const codeOfFlow = (flow: string): string => flow.toUpperCase().replaceAll('-', '_');

/** 123456 with 2 places → 1234.56; with −3 places → 123456000. */
export function decimal(value: bigint, places: number): string {
  if (places <= 0) return (value * 10n ** BigInt(-places)).toString();
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** The codes of a component of an observation. */
export function componentValue(observation: ObservationCells, component: string): string | null {
  if (component === 'TIME_PERIOD') return observation.period;
  const place = (seriesDimensions as readonly string[]).indexOf(component);
  if (place >= 0) return observation.series[place] ?? null;
  if (component in observation.measures) return observation.measures[component as MeasureId];
  const attribute = attributeIds.find((id) => id === component);
  const value = attribute && observation.attributes[attribute];
  return value === undefined || value === null ? null : String(value);
}
