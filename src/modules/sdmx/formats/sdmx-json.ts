import type { AtObservation } from '../query/data-query.ts';
import {
  AGENCY,
  type AttributeId,
  codedAttributes,
  DATAFLOW_ID,
  type DimensionId,
  dimensionIds,
  type MeasureId,
  STRUCTURE_ID,
  urn,
} from '../structure/trade-structure.ts';
import { componentValue, type Label, type Observation, type ObservationCells } from './observation.ts';

export interface JsonDataSet<O = Observation> {
  batches: AsyncIterable<readonly O[]>;
  action: 'Information' | 'Append' | 'Replace' | 'Delete';
  valid_from?: string;
  valid_to?: string;
}

export interface JsonOptions {
  label: Label;
  language: string;
  id: string;
  prepared: string;
  public_url: string;
  at_observation: AtObservation;
  measures: readonly MeasureId[];
  attributes: readonly AttributeId[];
}

/** Attributes that repeat from observation to observation: they stand once in a list, observations hold its index. */
const listed: ReadonlySet<AttributeId> = new Set([
  ...(Object.keys(codedAttributes) as AttributeId[]),
  'UNIT_QUANTITY',
  'HS_EDITION',
  'VINTAGE',
  'FILE_HASH',
  'SOURCE_URL',
  'CONVERSION',
]);

/** Numbers for values in the order in which they came. */
class Values {
  private readonly numbers = new Map<string, number>();
  number(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.numbers.size);
    return this.numbers.size - 1;
  }
  list(): string[] {
    return [...this.numbers.keys()];
  }
}

/**
 * An SDMX-JSON 2.0.0 data message, written as the facts come: first the data sets, then the structure, whose lists
 * of codes are known only then (members of a JSON object have no order). Decimal texts stand as numbers, exactly.
 * Observations of one series come together, whatever the dimension at the observation is.
 */
export async function* toSdmxJson(
  sets: readonly JsonDataSet<ObservationCells>[],
  options: JsonOptions,
): AsyncGenerator<string> {
  const { at_observation } = options;
  const flat = at_observation === 'AllDimensions';
  const seriesIds = flat ? [] : dimensionIds.filter((id) => id !== at_observation);
  const observationIds = flat ? dimensionIds : [at_observation];
  const codes = new Map(dimensionIds.map((id) => [id as string, new Values()]));
  const values = new Map(options.attributes.filter((id) => listed.has(id)).map((id) => [id, new Values()]));
  const keyOf = (o: ObservationCells, ids: readonly string[]): string =>
    ids.map((id) => codes.get(id)?.number(componentValue(o, id) ?? '') ?? 0).join(':');

  yield `{"meta":${JSON.stringify(metaOf(options))},"data":{"dataSets":[`;
  for (const [number, set] of sets.entries()) {
    const head = {
      structure: 0,
      action: set.action,
      ...(set.valid_from ? { validFrom: set.valid_from } : {}),
      ...(set.valid_to ? { validTo: set.valid_to } : {}),
      links: [{ rel: 'dataflow', urn: urn('dataflow', DATAFLOW_ID) }],
    };
    yield `${number > 0 ? ',' : ''}${JSON.stringify(head).slice(0, -1)},"${flat ? 'observations' : 'series'}":{`;
    let open: string | undefined;
    let first = true;
    for await (const batch of set.batches) {
      let text = '';
      for (const o of batch) {
        const key = keyOf(o, seriesIds);
        if (!flat && key !== open) {
          text += `${open === undefined ? '' : '}},'}"${key}":{"observations":{`;
          open = key;
          first = true;
        }
        text += `${first ? '' : ','}"${keyOf(o, observationIds)}":${observationJson(o, options, values)}`;
        first = false;
      }
      yield text;
    }
    yield `${open === undefined ? '' : '}}'}}}`;
  }
  const structure = {
    dataSets: sets.map((_, number) => number),
    name: options.label('dataflow', DATAFLOW_ID),
    links: [
      { rel: 'datastructure', urn: urn('datastructure', STRUCTURE_ID) },
      { rel: 'dataflow', urn: urn('dataflow', DATAFLOW_ID) },
    ],
    dimensions: {
      dataSet: [],
      series: seriesIds.map((id) => dimensionJson(id, codes, options)),
      observation: observationIds.map((id) => dimensionJson(id, codes, options)),
    },
    measures: {
      observation: options.measures.map((id) => ({
        id,
        name: options.label('concept', id),
        format: { dataType: 'Decimal' },
      })),
    },
    attributes: {
      dataSet: [],
      series: [],
      observation: options.attributes.map((id) => attributeJson(id, values, options)),
    },
  };
  yield `],"structures":[${JSON.stringify(structure)}]}}`;
}

function metaOf({ id, prepared, language, public_url }: JsonOptions) {
  return {
    schema:
      'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json',
    id,
    test: false,
    prepared,
    contentLanguages: [language],
    sender: { id: AGENCY, name: 'Sauda', contact: [{ name: 'Sauda', uris: [public_url] }] },
  };
}

function observationJson(
  o: ObservationCells,
  options: JsonOptions,
  values: ReadonlyMap<AttributeId, Values>,
): string {
  const cells = options.measures.map((id) => o.measures[id] ?? 'null');
  for (const id of options.attributes) {
    const value = o.attributes[id];
    if (value === null) cells.push('null');
    else cells.push(String(values.get(id)?.number(String(value)) ?? JSON.stringify(value)));
  }
  return `[${cells.join(',')}]`;
}

function dimensionJson(id: DimensionId, codes: ReadonlyMap<string, Values>, { label }: JsonOptions) {
  return {
    id,
    name: label('concept', id),
    keyPosition: dimensionIds.indexOf(id),
    roles: [id],
    values: (codes.get(id)?.list() ?? []).map((code) => ({
      id: code,
      name: id === 'TIME_PERIOD' ? code : label(id, code),
      ...(id === 'TIME_PERIOD' ? spanOf(code) : {}),
    })),
  };
}

/** First and last moment of a year or month. */
function spanOf(period: string): { start: string; end: string } {
  const [year = 0, month] = period.split('-').map(Number);
  const start = new Date(Date.UTC(year, (month ?? 1) - 1, 1));
  const end = new Date((month === undefined ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1)) - 1);
  return { start: start.toISOString(), end: end.toISOString() };
}

function attributeJson(id: AttributeId, values: ReadonlyMap<AttributeId, Values>, { label }: JsonOptions) {
  const list = values.get(id)?.list();
  const coded = id in codedAttributes;
  return {
    id,
    name: label('concept', id),
    relationship: { observation: {} },
    ...(list === undefined || list.length === 0
      ? {}
      : { values: list.map((value) => (coded ? { id: value, name: label(id, value) } : { value })) }),
  };
}
