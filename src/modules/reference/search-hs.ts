import { Type } from 'typebox';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  pageInput,
  pageOf,
  toPage,
} from '../../platform/index.ts';
import { hsEntry } from './find-hs.ts';
import { HsEntry } from './model.ts';
import { searchHs as findCodes, tradedGoods } from './store.ts';

/** Codes by number or by words in English, Chinese or Russian; goods of the corridor first. */
export const searchHs = defineUseCase({
  name: 'reference.search-hs',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...pageInput,
      q: Type.String({ minLength: 1, maxLength: 100 }),
      level: Type.Optional(Type.Integer({ minimum: 2, maximum: 6, multipleOf: 2 })),
    },
    { additionalProperties: false },
  ),
  output: pageOf(HsEntry),
  run: async (ctx, input) => {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const digits = input.q.replaceAll(/[\s.]/g, '');
    const after = decodeCursor(input.cursor, 2);
    const rows = await findCodes(ctx.tx, {
      digits: /^\d{1,10}$/.test(digits) ? digits.slice(0, 6) : '',
      words: input.q
        .split(/\s+/)
        .filter((word) => word !== '')
        .slice(0, 6)
        .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`),
      level: input.level ?? null,
      limit: limit + 1,
      after: after ? [Number(after[0]), String(after[1])] : [-1, ''],
    });
    return toPage(rows, limit, (row) => [row.rank, row.code], hsEntry);
  },
});

/** The goods this corridor trades, six digits, by direction. */
export const listGoods = defineUseCase({
  name: 'reference.list-goods',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...pageInput,
      direction: Type.Optional(Type.Union([Type.Literal('from_china'), Type.Literal('to_china')])),
    },
    { additionalProperties: false },
  ),
  output: pageOf(HsEntry),
  run: async (ctx, input) => {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor(input.cursor, 1)?.[0];
    const rows = await tradedGoods(ctx.tx, {
      direction: input.direction ?? null,
      after: String(after ?? ''),
      limit: limit + 1,
    });
    return toPage(rows, limit, (row) => [row.code], hsEntry);
  },
});
