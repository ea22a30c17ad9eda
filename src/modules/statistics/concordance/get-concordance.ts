import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, HsCode, Nullable } from '../../../platform/index.ts';
import { editions } from './correlation-tables.ts';
import { exists, findCounterparts, unsdConversion } from './find-counterparts.ts';

const EditionName = Type.Enum([...editions]);
/** A code of electrical waste has 1,019 counterparts; the answer counts all and shows so many. */
const SHOWN = 50;

/**
 * What one HS code is in another edition. `relation`: 'one' when its value can be carried over, 'several' when it
 * could be any of them and is never split, 'none' when the edition has no such code.
 * Refuses with statistics.code_not_in_edition.
 */
export const getConcordance = defineUseCase({
  name: 'statistics.get-concordance',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ code: HsCode, from: EditionName, to: EditionName }, { additionalProperties: false }),
  output: Type.Object({
    code: Type.String(),
    from: Type.String(),
    to: Type.String(),
    relation: Type.Enum(['one', 'several', 'none']),
    count: Type.Integer(),
    codes: Type.Array(Type.String()),
    /** Links to electrical waste (HS 2022, 85.49) that were left out. */
    waste_left_out: Type.Boolean(),
    /** The one code of UNSD's conversion table, to older editions only. */
    unsd: Nullable(Type.String()),
  }),
  async run(_ctx, { code, from, to }) {
    if (!exists(code, from)) return refuse('statistics.code_not_in_edition', { code, edition: from });
    const { codes, waste_left_out } = findCounterparts(code, from, to);
    const relation: 'one' | 'several' | 'none' =
      codes.length === 1 ? 'one' : codes.length > 1 ? 'several' : 'none';
    return {
      code,
      from,
      to,
      relation,
      count: codes.length,
      codes: codes.slice(0, SHOWN),
      waste_left_out,
      unsd: (from > to ? unsdConversion(code, from, to) : undefined) ?? null,
    };
  },
});
