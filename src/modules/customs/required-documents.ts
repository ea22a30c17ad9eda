import type { Direction, Item } from './model.ts';

/**
 * Documents that a declaration rests on, by direction and mode of transport. The list is that of this
 * platform's chain (invoice, packing list, consignment note, origin on import); what a national authority asks
 * beyond it is not on file here. `line` certificates come from the goods themselves.
 */
const always: Record<Direction, readonly string[]> = {
  export: ['commercial_invoice', 'packing_list'],
  import: ['commercial_invoice', 'packing_list', 'certificate_of_origin'],
};
const noteOfMode: Record<string, string> = { rail: 'smgs_note', road: 'cmr_note' };

/** Kinds of document that have to be presented with a declaration, each once. */
export function requiredDocuments(declaration: {
  direction: Direction;
  transport_mode: string;
  items: readonly Pick<Item, 'certificates'>[];
}): string[] {
  const note = noteOfMode[declaration.transport_mode];
  const certificates = declaration.items.flatMap((i) => i.certificates);
  return [...new Set([...always[declaration.direction], ...(note ? [note] : []), ...certificates])];
}
