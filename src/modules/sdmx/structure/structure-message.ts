import type { Code, Codelist } from './codelists.ts';
import { dataflowNames } from './codelists.ts';
import {
  AGENCIES_ID,
  AGENCY,
  type ArtefactType,
  attributeIds,
  CONCEPTS_ID,
  codedAttributes,
  conceptNames,
  DATAFLOW_ID,
  dimensions,
  measureIds,
  STRUCTURE_ID,
  urn,
  versionOf,
  type Words,
} from './trade-structure.ts';

export type Detail = 'full' | 'stub';

/** One maintainable artefact of ours, before it is written. */
export interface Artefact {
  type: ArtefactType;
  id: string;
  names: Words;
  /** What it refers to, by URN-like name `type:id`. */
  refers: readonly string[];
  items?: readonly Code[];
}

const structureNames: Words = {
  en: 'International merchandise trade',
  zh: '国际货物贸易',
  ru: 'Международная торговля товарами',
};

/** All artefacts of the service. */
export function allArtefacts(codelists: readonly Codelist[]): Artefact[] {
  const lists = codelists.map(
    (list): Artefact => ({ type: 'codelist', id: list.id, names: list.names, refers: [], items: list.codes }),
  );
  return [
    {
      type: 'agencyscheme',
      id: AGENCIES_ID,
      names: { en: 'Agencies', zh: '机构', ru: 'Организации' },
      refers: [],
      items: [{ id: AGENCY, names: { en: 'Sauda', zh: 'Sauda', ru: 'Sauda' } }],
    },
    {
      type: 'conceptscheme',
      id: CONCEPTS_ID,
      names: { en: 'Concepts of trade', zh: '贸易概念', ru: 'Понятия торговли' },
      refers: [],
      items: Object.entries(conceptNames).map(([id, names]) => ({ id, names })),
    },
    ...lists,
    {
      type: 'datastructure',
      id: STRUCTURE_ID,
      names: structureNames,
      refers: [`conceptscheme:${CONCEPTS_ID}`, ...lists.map((l) => `codelist:${l.id}`)],
    },
    {
      type: 'dataflow',
      id: DATAFLOW_ID,
      names: dataflowNames,
      refers: [`datastructure:${STRUCTURE_ID}`],
    },
  ];
}

const memberOf: Record<ArtefactType, string> = {
  datastructure: 'dataStructures',
  dataflow: 'dataflows',
  codelist: 'codelists',
  conceptscheme: 'conceptSchemes',
  agencyscheme: 'agencySchemes',
  dataconstraint: 'dataConstraints',
};
const itemsOf: Partial<Record<ArtefactType, string>> = {
  codelist: 'codes',
  conceptscheme: 'concepts',
  agencyscheme: 'agencies',
};

export interface WrittenArtefact {
  artefact: Artefact;
  detail: Detail;
  /** Only these items; the scheme is then marked as partial. */
  only?: ReadonlySet<string>;
}

/** The `data` of an SDMX-JSON 2.0.0 structure message. */
export function structureData(written: readonly WrittenArtefact[], language: keyof Words, href: string) {
  const data: Record<string, object[]> = {};
  for (const { artefact, detail, only } of written) {
    const { type, id, names, items } = artefact;
    const list = itemsOf[type];
    const shown = items?.filter((item) => only === undefined || only.has(item.id));
    const entry = {
      id,
      agencyID: AGENCY,
      version: versionOf(type),
      name: names[language],
      names,
      isExternalReference: detail === 'stub',
      links: [
        { rel: 'self', urn: urn(type, id), href: `${href}/${type}/${AGENCY}/${id}/${versionOf(type)}` },
      ],
      ...(detail === 'stub' || !list ? {} : { isPartial: only !== undefined }),
      // A list of codes may be left out, but not be empty.
      ...(detail === 'full' && list && shown && shown.length > 0
        ? { [list]: shown.map((item) => itemJson(item, language)) }
        : {}),
      ...(detail === 'full' ? bodyOf(type) : {}),
    };
    data[memberOf[type]] = [...(data[memberOf[type]] ?? []), entry];
  }
  return data;
}

function itemJson({ id, names, parent }: Code, language: keyof Words) {
  return { id, name: names[language], names, ...(parent === undefined ? {} : { parent }) };
}

function bodyOf(type: ArtefactType): object {
  if (type === 'dataflow') return { structure: urn('datastructure', STRUCTURE_ID) };
  if (type !== 'datastructure') return {};
  const concept = (id: string) => ({ conceptIdentity: urn('conceptscheme', CONCEPTS_ID, id) });
  return {
    dataStructureComponents: {
      dimensionList: {
        id: 'DimensionDescriptor',
        dimensions: dimensions.flatMap(({ id, codelist }, position) =>
          codelist === undefined
            ? []
            : [
                {
                  id,
                  position,
                  ...concept(id),
                  localRepresentation: { enumeration: urn('codelist', codelist) },
                },
              ],
        ),
        timeDimension: {
          id: 'TIME_PERIOD',
          ...concept('TIME_PERIOD'),
          localRepresentation: { format: { dataType: 'ObservationalTimePeriod' } },
        },
      },
      measureList: {
        id: 'MeasureDescriptor',
        measures: measureIds.map((id) => ({
          id,
          ...concept(id),
          usage: 'optional',
          localRepresentation: { format: { dataType: 'Decimal' } },
        })),
      },
      attributeList: {
        id: 'AttributeDescriptor',
        attributes: attributeIds.map((id) => {
          const list = codedAttributes[id];
          return {
            id,
            ...concept(id),
            usage: id === 'OBS_STATUS' || id === 'VINTAGE' || id === 'FILE_HASH' ? 'mandatory' : 'optional',
            attributeRelationship: { observation: {} },
            localRepresentation: list
              ? { enumeration: urn('codelist', list) }
              : { format: { dataType: id === 'DECIMALS' || id === 'ROWS' ? 'Integer' : 'String' } },
          };
        }),
      },
    },
  };
}
