import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  isInstant,
  Nullable,
  pageInput,
  pageOf,
  toPage,
} from '../../../platform/index.ts';
import { shownCount } from '../declared/shown-count.ts';
import { type SourceKey, sources } from '../model.ts';
import { listVintages as readPage } from '../store.ts';

const VintageView = Type.Object({
  source: Type.String(),
  period: Type.String(),
  vintage: Type.String(),
  file: Type.String(),
  sha256: Type.String(),
  /** Null for real declarations, as is the size: from one vintage to the next they would tell that a line was added. */
  rows: Nullable(Type.Integer()),
  bytes: Nullable(Type.String()),
  currency: Type.String(),
  unit: Type.String(),
  hs_edition: Nullable(Type.String()),
  coverage: Type.String(),
  licence: Type.String(),
  demo: Type.Boolean(),
  created_at: Type.String(),
});

/** The catalogue of the store, newest first. Refuses with platform.bad_cursor. */
export const listVintages = defineUseCase({
  name: 'statistics.list-vintages',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { ...pageInput, source: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{2,60}$' })) },
    { additionalProperties: false },
  ),
  output: pageOf(VintageView),
  async run(ctx, input) {
    const after = decodeCursor(input.cursor, 4);
    if (input.cursor !== undefined && !isKey(after)) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await readPage(ctx.tx, {
      source: input.source ? (sources[input.source as SourceKey] ?? input.source) : null,
      after: isKey(after) ? after : null,
      limit,
    });
    return toPage(
      rows,
      limit,
      (v) => [v.created_at.toISOString(), v.source, v.period, v.number],
      ({ content_hash: _, layout: __, number: ___, import_code: ____, created_at, bytes, ...v }) => ({
        ...v,
        rows: shownCount(ctx, v, v.rows),
        bytes: shownCount(ctx, v, bytes.toString()),
        created_at: created_at.toISOString(),
      }),
    );
  },
});

/** Only what this list hands out reaches the database: anything else in a cursor is refused here. */
function isKey(key: (string | number)[] | undefined): key is [string, string, string, number] {
  const [at, source, period, number] = key ?? [];
  return (
    isInstant(at) &&
    typeof source === 'string' &&
    /^[a-z][a-z0-9-]{2,60}$/.test(source) &&
    typeof period === 'string' &&
    /^\d{4}(-\d\d)?$/.test(period) &&
    typeof number === 'number' &&
    Number.isInteger(number) &&
    number > 0 &&
    number < 2 ** 31
  );
}
