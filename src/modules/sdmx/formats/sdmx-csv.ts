import { csvLine } from '../../../platform/tables/index.ts';
import type { Representation } from '../query/negotiate.ts';
import {
  AGENCY,
  type AttributeId,
  attributeIds,
  type ComponentId,
  codedAttributes,
  DATAFLOW_ID,
  dimensionIds,
  type MeasureId,
  measureIds,
  VERSION,
} from '../structure/trade-structure.ts';

import { type Batches, componentValue, type Label, type Observation } from './observation.ts';

export interface CsvOptions extends Pick<Representation, 'labels' | 'keys' | 'time_format'> {
  label: Label;
  measures: readonly MeasureId[];
  attributes: readonly AttributeId[];
  /** I information, R replace, D delete, by data set. */
  action?: 'I' | 'R' | 'D';
}

/** SDMX-CSV 2.0: structure, action, keys, then dimensions, measures and attributes in the order of the structure. */
export async function* toSdmxCsv(
  batches: Batches,
  options: CsvOptions,
  header = true,
): AsyncGenerator<string> {
  const { labels, keys, label, action = 'I' } = options;
  const components: ComponentId[] = [...dimensionIds, ...options.measures, ...options.attributes];
  const dataflow = `${AGENCY}:${DATAFLOW_ID}(${VERSION})`;
  const name = label('dataflow', DATAFLOW_ID);
  const labelled = (component: ComponentId, code: string | null): (string | null)[] => {
    const shown = code !== null && isCoded(component) ? label(component, code) : null;
    if (labels === 'name') return [code, shown];
    return [labels === 'both' && shown !== null ? `${code}: ${shown}` : code];
  };
  const structure = (text: string): string[] =>
    labels === 'name' ? [text, name] : [labels === 'both' ? `${text}: ${name}` : text];
  const withSeries = keys === 'series' || keys === 'both';
  const withObservation = keys === 'obs' || keys === 'both';
  if (header)
    yield csvLine([
      'STRUCTURE',
      'STRUCTURE_ID',
      ...(labels === 'name' ? ['STRUCTURE_NAME'] : []),
      'ACTION',
      ...(withSeries ? ['SERIES_KEY'] : []),
      ...(withObservation ? ['OBS_KEY'] : []),
      ...components.flatMap((id) => {
        const title = label('concept', id);
        if (labels === 'name') return [id, title];
        return [labels === 'both' ? `${id}: ${title}` : id];
      }),
    ]);
  const cellsOf = (o: Observation): (string | null)[] =>
    components.flatMap((id) =>
      labelled(id, id === 'TIME_PERIOD' ? timeText(o.period, options.time_format) : componentValue(o, id)),
    );
  for await (const batch of batches) {
    let text = '';
    for (const o of batch)
      text += csvLine([
        'dataflow',
        ...structure(dataflow),
        action,
        ...(withSeries ? [o.series.join('.')] : []),
        ...(withObservation ? [`${o.series.join('.')}.${o.period}`] : []),
        ...cellsOf(o),
      ]);
    yield text;
  }
}

function isCoded(component: ComponentId): boolean {
  if (component === 'TIME_PERIOD' || measureIds.some((id) => id === component)) return false;
  const attribute = attributeIds.find((id) => id === component);
  return attribute === undefined || attribute in codedAttributes;
}

/** Normalised: the first day of the period, so that years and months sort together. */
function timeText(period: string, format: CsvOptions['time_format']): string {
  if (format === 'original') return period;
  return period.length === 4 ? `${period}-01-01` : `${period}-01`;
}
