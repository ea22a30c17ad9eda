import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { hsEntry } from './find-hs.ts';
import { HsEntry } from './model.ts';
import { hsFamily } from './store.ts';

/** One code with the codes above and below it. Refuses with `reference.hs_code_unknown`. */
export const getHs = defineUseCase({
  name: 'reference.get-hs',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { code: Type.String({ pattern: '^\\d{2}(\\d{2}(\\d{2})?)?$' }) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    entry: HsEntry,
    above: Type.Array(HsEntry),
    below: Type.Array(HsEntry),
  }),
  run: async (ctx, { code }) => {
    const family = (await hsFamily(ctx.tx, code)).map(hsEntry);
    const entry = family.find((row) => row.code === code);
    if (!entry) return refuse('reference.hs_code_unknown', { code });
    return {
      entry,
      above: family.filter((row) => row.level < entry.level),
      below: family.filter((row) => row.level > entry.level),
    };
  },
});
