import { dayOf } from '../../../kernel/days.ts';
import { areas, flows, type TradeQuestion } from '../../statistics/index.ts';
import { codeOfFlow, componentValue, type Observation, seriesDimensions } from '../formats/observation.ts';
import {
  type AttributeId,
  attributeIds,
  DATAFLOW_ID,
  type DimensionId,
  dimensionIds,
  type MeasureId,
  measureIds,
  STRUCTURE_ID,
} from '../structure/trade-structure.ts';
import {
  accepts,
  acceptsPeriod,
  type ComponentFilter,
  dayRange,
  listedValues,
  readComponentFilter,
} from './component-filter.ts';
import { asksOurAgency, asksOurVersion, choose, readList } from './identity.ts';
import { readInstant } from './period.ts';
import type { QueryText } from './query-text.ts';
import { SdmxError } from './sdmx-error.ts';

/** Time series, cross-sections by another dimension, or a flat list of observations. */
export type AtObservation = DimensionId | 'AllDimensions';

/** What both data and availability queries say. */
export interface DataQuery {
  /** For each key asked, the codes by dimension; undefined where all are meant. */
  keys: readonly (readonly (ReadonlySet<string> | undefined)[])[];
  filters: ReadonlyMap<string, ComponentFilter>;
  updated_after: Date | undefined;
  as_of: Date | undefined;
  include_history: boolean;
  first_n: number | undefined;
  last_n: number | undefined;
  offset: number;
  limit: number | undefined;
  at_observation: AtObservation;
  measures: readonly MeasureId[];
  attributes: readonly AttributeId[];
}

/** The query that asks for all there is. */
export const everything: DataQuery = {
  keys: [seriesDimensions.map(() => undefined)],
  filters: new Map(),
  updated_after: undefined,
  as_of: undefined,
  include_history: false,
  first_n: undefined,
  last_n: undefined,
  offset: 0,
  limit: undefined,
  at_observation: 'TIME_PERIOD',
  measures: measureIds,
  attributes: attributeIds,
};

export const dataParameters = [
  'updatedAfter',
  'asOf',
  'includeHistory',
  'firstNObservations',
  'lastNObservations',
  'offset',
  'limit',
  'dimensionAtObservation',
  'measures',
  'attributes',
  'format',
] as const;

const KEY_LIMIT = 100;
const components: readonly string[] = [...dimensionIds, ...measureIds, ...attributeIds];

/** `/data/{context}/{agency}/{resource}/{version}/{key}?…` Throws SdmxError for what the specification does not know. */
export function readDataQuery({ path, parameters }: QueryText): DataQuery {
  const [context = '*', agency, resource, version, key = '*'] = path;
  checkContext(context, agency, resource, version);
  const filters = new Map<string, ComponentFilter>();
  for (const [name, text] of parameters) {
    const [, component] = /^c\[([A-Z_]+)\]$/.exec(name) ?? [];
    if (component === undefined) continue;
    if (!components.includes(component))
      throw new SdmxError(150, `the structure has no component ${component}`);
    filters.set(component, readComponentFilter(text));
  }
  const time = filters.get('TIME_PERIOD');
  if (time) dayRange(time);
  const instant = (name: string): Date | undefined => {
    const text = parameters.get(name);
    return text === undefined ? undefined : readInstant(name, text);
  };
  const updated_after = instant('updatedAfter');
  const as_of = instant('asOf');
  if (updated_after && as_of && updated_after > as_of)
    throw new SdmxError(150, 'updatedAfter is more recent than asOf');
  return {
    keys: readKeys(key),
    filters,
    updated_after,
    as_of,
    include_history:
      choose('includeHistory', parameters.get('includeHistory'), ['true', 'false'], 'false') === 'true',
    first_n: count(parameters, 'firstNObservations', 1),
    last_n: count(parameters, 'lastNObservations', 1),
    offset: count(parameters, 'offset', 0) ?? 0,
    limit: count(parameters, 'limit', 1),
    at_observation: atObservation(parameters.get('dimensionAtObservation')),
    measures: chosen('measures', parameters.get('measures') ?? 'all', measureIds, ['all']),
    attributes: chosen('attributes', parameters.get('attributes') ?? 'dsd', attributeIds, [
      'all',
      'dsd',
      'obs',
    ]),
  };
}

function checkContext(context: string, agency?: string, resource?: string, version?: string): void {
  const contexts = context === '*' ? ['dataflow'] : context.split(',');
  for (const one of contexts)
    choose('the context', one, ['datastructure', 'dataflow', 'provisionagreement'], 'dataflow');
  const ours = new Set(
    contexts.flatMap((c) => (c === 'dataflow' ? [DATAFLOW_ID] : c === 'datastructure' ? [STRUCTURE_ID] : [])),
  );
  const asked = readList(resource);
  const found = asked === '*' ? ours.size > 0 : asked.some((id) => ours.has(id));
  if (!found || !asksOurAgency(agency) || !asksOurVersion(version))
    throw new SdmxError(100, 'there is one dataflow, SAUDA:TRADE(1.0.0), of the structure SAUDA:IMTS(1.0.0)');
}

function atObservation(text: string | undefined): AtObservation {
  return choose('dimensionAtObservation', text, [...dimensionIds, 'AllDimensions'], 'TIME_PERIOD');
}

function readKeys(text: string): DataQuery['keys'] {
  if (text === '*') return [seriesDimensions.map(() => undefined)];
  const keys = text.split(',');
  if (keys.length > KEY_LIMIT) throw new SdmxError(413, `there may be ${KEY_LIMIT} keys`);
  return keys.map((key) => {
    const parts = key.split('.');
    if (parts.length > seriesDimensions.length)
      throw new SdmxError(140, `a key has ${seriesDimensions.length} places: ${seriesDimensions.join('.')}`);
    return seriesDimensions.map((_, at) => {
      const part = parts[at] ?? '*';
      if (part === '*') return undefined;
      if (part === '') throw new SdmxError(140, 'a place of the key is empty; * stands for all codes');
      return new Set(part.split('+'));
    });
  });
}

function count(parameters: ReadonlyMap<string, string>, name: string, least: number): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least)
    throw new SdmxError(140, `${name} is a whole number from ${least}`);
  return Number(text);
}

function chosen<T extends string>(
  name: string,
  text: string,
  all: readonly T[],
  words: readonly string[],
): T[] {
  const asked = text.split(',');
  if (asked.some((word) => words.includes(word))) return [...all];
  for (const word of asked)
    if (!['none', 'msd', 'dataset', 'series'].includes(word) && !all.some((id) => id === word))
      throw new SdmxError(150, `${name} has no "${word}"`);
  return all.filter((id) => asked.includes(id));
}

/** Whether an observation is asked for, by all filters or all but that of one component. */
export function isAsked(query: DataQuery, o: Observation, but?: string): boolean {
  for (const [component, filter] of query.filters) {
    if (component === but) continue;
    const value = componentValue(o, component);
    if (component === 'TIME_PERIOD' ? !acceptsPeriod(filter, o.period) : !accepts(filter, value))
      return false;
  }
  return query.keys.some((key) =>
    key.every(
      (codes, at) => codes === undefined || seriesDimensions[at] === but || codes.has(o.series[at] ?? ''),
    ),
  );
}

/** The codes of a dimension that can be among the answer; undefined when any can. */
function codesAsked(query: DataQuery, dimension: DimensionId): string[] | undefined {
  const filter = query.filters.get(dimension);
  const listed = filter && listedValues(filter);
  const at = seriesDimensions.indexOf(dimension as (typeof seriesDimensions)[number]);
  const inKeys = query.keys.map((key) => key[at]);
  const keyed = inKeys.every((codes) => codes !== undefined)
    ? [...new Set(inKeys.flatMap((codes) => [...(codes ?? [])]))]
    : undefined;
  if (!listed || !keyed) return listed ?? keyed;
  return keyed.filter((code) => listed.includes(code));
}

const LIST_LIMIT = 1000;

/**
 * The questions to the store that hold everything the query asks for, in the order of the answer. Other sources
 * than `sources` are asked only by name, so that invented figures do not come with those of record.
 */
export function questionsOf(
  query: DataQuery,
  known: { all: readonly string[]; unasked: readonly string[] },
): TradeQuestion[] {
  const listed = codesAsked(query, 'SOURCE');
  const sources = listed ? known.all.filter((s) => listed.includes(s)) : [...known.unasked];
  const areaCodes = new Set(areas().map((a) => a.code));
  const places = (dimension: DimensionId) => codesAsked(query, dimension)?.filter((c) => areaCodes.has(c));
  const reporters = places('REFERENCE_AREA');
  const partners = places('COUNTERPART_AREA');
  const flowCodes = codesAsked(query, 'TRADE_FLOW');
  const wantedFlows = flowCodes && flows.filter((f) => flowCodes.includes(codeOfFlow(f)));
  if ([sources, reporters, partners, wantedFlows].some((list) => list?.length === 0)) return [];
  const time = query.filters.get('TIME_PERIOD');
  const { first, last } = time ? dayRange(time) : {};
  const frequencies = (['A', 'M'] as const).filter((f) => codesAsked(query, 'FREQ')?.includes(f) ?? true);
  return frequencies.flatMap((frequency) => {
    const cut = frequency === 'A' ? 4 : 7;
    return commodityQuestions(codesAsked(query, 'COMMODITY')).map((goods) => ({
      sources,
      frequency,
      ...goods,
      ...(reporters ? { reporters } : {}),
      ...(partners ? { partners } : {}),
      ...(wantedFlows ? { flows: wantedFlows } : {}),
      ...(first === undefined ? {} : { from: first.slice(0, cut) }),
      ...(last === undefined ? {} : { to: last.slice(0, cut) }),
      ...(query.as_of ? { as_of: dayOf(query.as_of) } : {}),
    }));
  });
}

/** Totals, then chapters, headings and subheadings; long lists in parts. */
function commodityQuestions(
  codes: readonly string[] | undefined,
): Pick<TradeQuestion, 'commodities' | 'children' | 'level'>[] {
  if (!codes)
    return [
      { commodities: ['TOTAL'] },
      ...([2, 4, 6] as const).map((level) => ({ commodities: ['TOTAL'], children: true, level })),
    ];
  const sound = codes.filter((code) => /^(TOTAL|\d\d|\d{4}|\d{6})$/.test(code)).sort();
  return Array.from({ length: Math.ceil(sound.length / LIST_LIMIT) }, (_, part) => ({
    commodities: sound.slice(part * LIST_LIMIT, (part + 1) * LIST_LIMIT),
  }));
}

/** Day of an instant in UTC, YYYY-MM-DD. */
