import { asksOurAgency, asksOurVersion, choose, readList, refuseUnknown } from '../query/identity.ts';
import type { QueryText } from '../query/query-text.ts';
import { SdmxError } from '../query/sdmx-error.ts';
import type { Codelist } from '../structure/codelists.ts';
import {
  type Artefact,
  allArtefacts,
  type Detail,
  type WrittenArtefact,
} from '../structure/structure-message.ts';
import { type ArtefactType, artefactTypes } from '../structure/trade-structure.ts';

const details = [
  'full',
  'allstubs',
  'referencestubs',
  'allcompletestubs',
  'referencecompletestubs',
  'referencepartial',
  'raw',
] as const;
const directions = [
  'none',
  'parents',
  'parentsandsiblings',
  'ancestors',
  'children',
  'descendants',
  'all',
] as const;

const nameOf = (a: Artefact): string => `${a.type}:${a.id}`;

/** `/structure/{type}/{agency}/{id}/{version}/{item}?detail&references`. Throws SdmxError. */
export function findStructures(
  { path, parameters }: QueryText,
  codelists: readonly Codelist[],
): WrittenArtefact[] {
  refuseUnknown(parameters, ['detail', 'references']);
  const [type = '*', agency, id, version, item] = path;
  if (type !== '*' && !artefactTypes.some((known) => known === type))
    throw new SdmxError(100, `there are structures of the types ${artefactTypes.join(', ')}`);
  const ids = readList(id);
  const items = readList(item);
  const all = allArtefacts(codelists);
  const found = all.filter(
    (a) =>
      (type === '*' || a.type === type) &&
      (ids === '*' || ids.includes(a.id)) &&
      asksOurAgency(agency) &&
      asksOurVersion(version),
  );
  const only = items === '*' ? undefined : new Set(items);
  const held = only ? found.filter((a) => a.items?.some((i) => only.has(i.id))) : found;
  if (held.length === 0) throw new SdmxError(100, 'there is no such structure');
  const detail = choose('detail', parameters.get('detail'), details, 'full');
  const whole = (referenced: boolean): Detail =>
    detail.startsWith('all') || (referenced && detail.includes('stubs')) ? 'stub' : 'full';
  const referenced = references(held, all, parameters.get('references') ?? 'none');
  return [
    ...held.map((artefact) => ({ artefact, detail: whole(false), ...(only ? { only } : {}) })),
    ...referenced.map((artefact) => ({ artefact, detail: whole(true) })),
  ];
}

/** Artefacts that those found refer to, or that refer to them. */
function references(found: readonly Artefact[], all: readonly Artefact[], text: string): Artefact[] {
  const wanted = new Set<string>();
  const children = (of: readonly Artefact[]) =>
    all.filter((a) => of.some((o) => o.refers.includes(nameOf(a))));
  const parents = (of: readonly Artefact[]) =>
    all.filter((a) => of.some((o) => a.refers.includes(nameOf(o))));
  const closure = (step: (of: readonly Artefact[]) => Artefact[]): Artefact[] => {
    const reached = new Set<Artefact>();
    for (let edge = step(found); edge.some((a) => !reached.has(a)); edge = step(edge))
      for (const a of edge) reached.add(a);
    return [...reached];
  };
  const add = (artefacts: readonly Artefact[]): void => {
    for (const a of artefacts) wanted.add(nameOf(a));
  };
  for (const word of text.split(',')) {
    if (artefactTypes.some((type) => type === word))
      add([...closure(children), ...closure(parents)].filter((a) => a.type === (word as ArtefactType)));
    else {
      const direction = choose('references', word, directions, 'none');
      if (direction === 'children') add(children(found));
      if (direction === 'descendants' || direction === 'all') add(closure(children));
      if (direction === 'parents') add(parents(found));
      if (direction === 'ancestors') add(closure(parents));
      if (direction === 'parentsandsiblings' || direction === 'all')
        add([...parents(found), ...children(parents(found))]);
    }
  }
  return all.filter((a) => wanted.has(nameOf(a)) && !found.includes(a));
}
