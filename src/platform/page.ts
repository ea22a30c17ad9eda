import { type TSchema, Type } from 'typebox';
import { isUuid } from '../kernel/ids.ts';
import { isStorable } from '../kernel/text.ts';

/** Inputs of every list: how many, and where the last page ended. */
export const pageInput = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
};

export const DEFAULT_LIMIT = 20;

/** The shape of every list. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next_cursor: Type.Union([Type.String(), Type.Null()]) });

/** A cursor is the sort key of the last row shown; opaque to clients, checked when it comes back. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key, or undefined when the text is not a cursor of ours with `length` parts. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(key) || key.length !== length) return undefined;
    return key.every(isPart) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A cursor that was made up must be refused here, not by the database. */
function isPart(part: unknown): boolean {
  if (typeof part === 'string') return isStorable(part);
  return typeof part === 'number' && Number.isInteger(part) && Math.abs(part) < 2 ** 31;
}

/** Whether a part of a cursor is an instant as cursors hold them: one that the database knows too. */
export function isInstant(part: string | number | undefined): part is string {
  return (
    typeof part === 'string' &&
    /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(part) &&
    !Number.isNaN(Date.parse(part)) &&
    new Date(part).toISOString() === part
  );
}

/** Where a list ordered by id goes on: null at its start, undefined when the text is no place in such a list. */
export function idPlace(cursor: string | undefined): string | null | undefined {
  if (cursor === undefined) return null;
  const [id] = decodeCursor(cursor, 1) ?? [];
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}

/** Where a list ordered by an instant and an id goes on: null at its start, undefined when the text is no place. */
export function timePlace(cursor: string | undefined): { at: string; id: string } | null | undefined {
  if (cursor === undefined) return null;
  const [at, id] = decodeCursor(cursor, 2) ?? [];
  return isInstant(at) && typeof id === 'string' && isUuid(id) ? { at, id } : undefined;
}

/** Cuts `limit + 1` rows to a page. `keyOf` gives the sort key of a row. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly (string | number)[],
  show: (row: R) => T,
): { items: T[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    next_cursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}
