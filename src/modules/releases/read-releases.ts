import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  pageInput,
  pageOf,
  toPage,
} from '../../platform/index.ts';
import { listReleases as listRows, readFile, readFiles, releaseNumbers } from './store.ts';

const Period = Type.String({ pattern: '^\\d{4}(-(0[1-9]|1[0-2]))?$' });
const Listed = Type.Object({
  period: Type.String(),
  number: Type.Integer(),
  as_of: Type.String(),
  /** Nothing but demonstration declarations. */
  demo: Type.Boolean(),
  published_at: Type.String(),
});
const view = (row: { period: string; number: number; as_of: string; demo: boolean; created_at: Date }) => ({
  period: row.period,
  number: row.number,
  as_of: row.as_of,
  demo: row.demo,
  published_at: row.created_at.toISOString(),
});

/** Releases, newest period first, each with its newest number. Refuses with platform.bad_cursor. */
export const listReleases = defineUseCase({
  name: 'releases.list-releases',
  kind: 'query',
  permission: 'public',
  input: Type.Object(pageInput, { additionalProperties: false }),
  output: pageOf(Listed),
  async run(ctx, input) {
    const [after] = decodeCursor(input.cursor, 1) ?? [];
    const known = typeof after === 'string' && /^\d{4}(-\d\d)?$/.test(after);
    if (input.cursor !== undefined && !known) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listRows(ctx.tx, known ? after : null, limit);
    return toPage(rows, limit, (r) => [r.period], view);
  },
});

/** All numbers of one period, newest first, with the files of the newest. Refuses with releases.not_found. */
export const getRelease = defineUseCase({
  name: 'releases.get-release',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ period: Period }, { additionalProperties: false }),
  output: Type.Object({
    ...Listed.properties,
    numbers: Type.Array(Listed),
    files: Type.Array(
      Type.Object({
        name: Type.String(),
        media_type: Type.String(),
        sha256: Type.String(),
        bytes: Type.Integer(),
      }),
    ),
  }),
  async run(ctx, { period }) {
    const numbers = await releaseNumbers(ctx.tx, period);
    const [newest] = numbers;
    if (!newest) return refuse('releases.not_found');
    const files = await readFiles(ctx.tx, period, newest.number);
    return {
      ...view(newest),
      numbers: numbers.map(view),
      files: files.map(({ body, ...f }) => ({ ...f, bytes: body.length })),
    };
  },
});

/** One file of a release. Refuses with releases.not_found. */
export const getReleaseFile = defineUseCase({
  name: 'releases.get-release-file',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      period: Period,
      number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      name: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,80}$' }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    content_type: Type.String(),
    file_name: Type.String(),
    body: Type.Unsafe<Uint8Array>({}),
  }),
  async run(ctx, { period, number, name }) {
    const file = await readFile(ctx.tx, period, number, name);
    if (!file) return refuse('releases.not_found');
    return { content_type: file.media_type, file_name: file.name, body: file.body };
  },
});
