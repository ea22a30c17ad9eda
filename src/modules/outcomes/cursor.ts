import { decodeCursor } from '../../platform/index.ts';

/** The name after which a page begins: null at the start, undefined for a cursor that is not ours. */
export function afterOf(cursor: string | undefined): string | null | undefined {
  if (cursor === undefined) return null;
  const [name] = decodeCursor(cursor, 1) ?? [];
  return typeof name === 'string' && /^[a-z0-9-]{3,60}$/.test(name) ? name : undefined;
}
