import assert from 'node:assert/strict';

type Json = Record<string, unknown>;

const ID = /^[A-Za-z0-9_@$-]+$/;
const NAME_ID = /^[A-Za-z][A-Za-z0-9_-]*$/;
const VERSION = /^\d+\.\d+(\.\d+)?$/;
const urnOf = (artefact: string, item = ''): RegExp =>
  new RegExp(
    `^urn:sdmx:org\\.sdmx\\.infomodel\\.${artefact}=[A-Za-z][\\w-]*:[\\w@$-]+\\(\\d+\\.\\d+(\\.\\d+)?\\)${item}$`,
  );
const CODELIST = urnOf('codelist\\.Codelist');
const CONCEPT = urnOf('conceptscheme\\.Concept', '\\.[\\w@$-]+');

/** Lists of artefacts, the list of items in each, and what the ids of these items look like. */
const lists: Record<string, [items: string | null, id: RegExp]> = {
  dataStructures: [null, ID],
  dataflows: [null, ID],
  codelists: ['codes', ID],
  conceptSchemes: ['concepts', NAME_ID],
  agencySchemes: ['agencies', NAME_ID],
  dataConstraints: [null, ID],
};

/**
 * What the schema of SDMX-JSON 2.0.0 structure messages asks of the artefacts that we write: required members, forms
 * of ids, versions and URNs, lists that may not be empty, and that no member has another name than the schema's.
 */
export function checkStructure(message: { meta: Json; data: Record<string, Json[]> }): void {
  only(message, ['meta', 'data']);
  only(message.meta, ['schema', 'id', 'test', 'prepared', 'contentLanguages', 'sender']);
  assert.match(String(message.meta.id), ID);
  const languages = message.meta.contentLanguages as string[];
  for (const [name, artefacts] of Object.entries(message.data)) {
    const kind = lists[name];
    assert.ok(kind, name);
    assert.ok(artefacts.length > 0, name);
    const [items, idForm] = kind;
    for (const artefact of artefacts) {
      assert.match(String(artefact.id), name === 'codelists' ? NAME_ID : ID);
      assert.match(String(artefact.agencyID), NAME_ID);
      if (name === 'agencySchemes') assert.deepEqual([artefact.id, artefact.version], ['AGENCIES', '1.0']);
      else assert.match(String(artefact.version), VERSION);
      named(artefact, languages);
      for (const link of (artefact.links ?? []) as Json[]) assert.ok(link.rel && (link.urn || link.href));
      if (items && items in artefact) {
        const list = artefact[items] as Json[];
        assert.ok(list.length > 0, `${artefact.id} is an empty list`);
        for (const item of list) {
          only(item, ['id', 'name', 'names', 'parent']);
          assert.match(String(item.id), idForm);
          if (item.parent !== undefined) assert.match(String(item.parent), ID);
          named(item, languages);
        }
      }
    }
  }
  for (const { structure } of message.data.dataflows ?? [])
    if (structure) assert.match(String(structure), urnOf('datastructure\\.DataStructure'));
  for (const { dataStructureComponents } of message.data.dataStructures ?? [])
    if (dataStructureComponents) checkComponents(dataStructureComponents as Record<string, Json>);
  for (const constraint of message.data.dataConstraints ?? []) checkConstraint(constraint);
}

function checkComponents(components: Record<string, Json>): void {
  only(components, ['dimensionList', 'measureList', 'attributeList']);
  const { dimensionList = {}, measureList = {}, attributeList = {} } = components;
  assert.deepEqual(
    [dimensionList.id, measureList.id, attributeList.id],
    ['DimensionDescriptor', 'MeasureDescriptor', 'AttributeDescriptor'],
  );
  for (const [at, dimension] of (dimensionList.dimensions as Json[]).entries()) {
    assert.equal(dimension.position, at);
    checkComponent(dimension, ['position']);
  }
  const time = dimensionList.timeDimension as Json;
  assert.equal(time.id, 'TIME_PERIOD');
  checkComponent(time, []);
  for (const measure of measureList.measures as Json[]) checkComponent(measure, ['usage']);
  for (const attribute of attributeList.attributes as Json[]) {
    checkComponent(attribute, ['usage', 'attributeRelationship']);
    assert.deepEqual(attribute.attributeRelationship, { observation: {} });
  }
}

function checkComponent(component: Json, more: readonly string[]): void {
  only(component, ['id', 'conceptIdentity', 'localRepresentation', ...more]);
  assert.match(String(component.id), NAME_ID);
  assert.match(String(component.conceptIdentity), CONCEPT);
  if ('usage' in component) assert.ok(['mandatory', 'optional'].includes(String(component.usage)));
  const { enumeration, format, ...others } = component.localRepresentation as Json;
  assert.deepEqual(others, {});
  assert.notEqual(enumeration === undefined, format === undefined, 'either a code list or a format');
  if (enumeration !== undefined) assert.match(String(enumeration), CODELIST);
  else assert.match(String((format as Json).dataType), /^(String|Integer|Decimal|ObservationalTimePeriod)$/);
}

function checkConstraint(constraint: Json): void {
  assert.equal(constraint.role, 'Actual');
  assert.equal(Object.keys(constraint.constraintAttachment as Json).length, 1);
  for (const region of (constraint.cubeRegions ?? []) as Json[]) {
    const keys = region.keyValues as Json[];
    assert.ok(keys.length > 0, 'a region without keys');
    for (const key of keys) {
      assert.match(String(key.id), NAME_ID);
      assert.notEqual('values' in key, 'timeRange' in key);
      if (Array.isArray(key.values)) assert.ok(key.values.length > 0, `no values of ${key.id}`);
    }
  }
}

function named({ id, name, names }: Json, languages: readonly string[]): void {
  assert.equal(typeof name, 'string', String(id));
  for (const language of Object.keys((names ?? {}) as Json))
    assert.ok(languages.includes(language), language);
}

function only(found: object, known: readonly string[]): void {
  const strange = Object.keys(found).filter((key) => !known.includes(key));
  assert.deepEqual(strange, []);
}
