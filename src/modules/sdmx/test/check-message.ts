import assert from 'node:assert/strict';

type Cells = (string | number | null)[];
interface Component {
  id: string;
  keyPosition?: number;
  relationship?: object;
  values?: { id?: string; name?: string; value?: unknown }[];
}
interface DataSet {
  structure: number;
  action: string;
  validFrom?: string;
  links: object[];
  series?: Record<string, { observations: Record<string, Cells> }>;
  observations?: Record<string, Cells>;
}
export interface DataMessage {
  meta: { id: string; prepared: string; sender: { id: string } };
  data: {
    dataSets: DataSet[];
    structures: {
      dimensions: { series: Component[]; observation: Component[] };
      measures: { observation: Component[] };
      attributes: { observation: Component[] };
    }[];
  };
}

const PLACE = /^[0-9]+(:[0-9]+)*$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/**
 * What the field guide and the schema of SDMX-JSON 2.0.0 ask of a data message; answers the number of observations.
 */
export function checkMessage(message: DataMessage): number {
  assert.deepEqual(Object.keys(message), ['meta', 'data']);
  assert.match(message.meta.id, /^[A-Za-z0-9_@$-]+$/);
  assert.ok(message.meta.prepared && message.meta.sender.id);
  const [structure] = message.data.structures;
  assert.ok(structure);
  const { dimensions, attributes, measures } = structure;
  const sizes = (list: Component[]) => list.map((d) => d.values?.length ?? 0);
  let seen = 0;
  for (const set of message.data.dataSets) {
    assert.equal(set.structure, 0);
    assert.ok(set.links.length > 0);
    assert.ok(['Information', 'Append', 'Replace', 'Delete'].includes(set.action));
    if (set.validFrom !== undefined) assert.match(set.validFrom, INSTANT);
    const groups = set.series ?? { '': { observations: set.observations ?? {} } };
    for (const [key, { observations }] of Object.entries(groups)) {
      if (key !== '') within(key, sizes(dimensions.series));
      for (const [place, cells] of Object.entries(observations)) {
        within(place, sizes(dimensions.observation));
        assert.equal(cells.length, measures.observation.length + attributes.observation.length);
        attributes.observation.forEach(({ values }, at) => {
          const cell = cells[measures.observation.length + at];
          if (values && typeof cell === 'number') assert.ok(cell < values.length);
        });
        seen += 1;
      }
    }
  }
  assert.match(message.meta.prepared, INSTANT);
  for (const { id, keyPosition, values = [] } of [...dimensions.series, ...dimensions.observation]) {
    assert.ok(values.length > 0 && Number.isInteger(keyPosition), id);
    for (const value of values) assert.ok(/^[A-Za-z0-9_@$-]+$/.test(value.id ?? '') && value.name);
  }
  for (const { id, relationship, values } of attributes.observation) {
    assert.deepEqual(relationship, { observation: {} }, id);
    assert.ok(values === undefined || values.length > 0, id);
    // Either a code with its name or a value, never both.
    for (const value of values ?? []) assert.notEqual('value' in value, 'id' in value && 'name' in value, id);
    assert.equal(new Set(values?.map((v) => JSON.stringify(v))).size, values?.length ?? 0, id);
  }
  return seen;
}

function within(key: string, sizes: readonly number[]): void {
  assert.match(key, PLACE);
  const places = key.split(':').map(Number);
  assert.equal(places.length, sizes.length);
  places.forEach((place, at) => {
    assert.ok(place < (sizes[at] ?? 0));
  });
}
