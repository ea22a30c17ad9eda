import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, HsCode, Nullable } from '../../../platform/index.ts';
import { type Edition, editions } from './correlation-tables.ts';
import { exists, findCounterparts, unsdConversion } from './find-counterparts.ts';
import { type AnyEdition, allEditions, importedCounterparts } from './imported-counterparts.ts';

const EditionName = Type.Enum([...allEditions]);
/** A code of electrical waste has 1,019 counterparts; the answer counts all and shows so many. */
const SHOWN = 50;

/**
 * What one HS code is in another edition. `relation`: 'one' when its value can be carried over, 'several' when it
 * could be any of them and is never split, 'none' when the edition has no such code.
 * Editions before 2007 are answered from imported correlations.
 * Refuses with statistics.code_not_in_edition, concordance_missing.
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
  async run(ctx, { code, from, to }) {
    if (!isShipped(from) || !isShipped(to)) {
      const codes = await importedCounterparts(ctx.tx, code, from, to);
      if (isRefusal(codes)) return codes;
      if (codes.length === 0) return refuse('statistics.code_not_in_edition', { code, edition: from });
      return { ...answer(code, from, to, codes), waste_left_out: false, unsd: null };
    }
    if (!exists(code, from)) return refuse('statistics.code_not_in_edition', { code, edition: from });
    const { codes, waste_left_out } = findCounterparts(code, from, to);
    const unsd = (from > to ? unsdConversion(code, from, to) : undefined) ?? null;
    return { ...answer(code, from, to, codes), waste_left_out, unsd };
  },
});

const isShipped = (edition: AnyEdition): edition is Edition => editions.some((e) => e === edition);

function answer(code: string, from: string, to: string, codes: readonly string[]) {
  const relation: 'one' | 'several' | 'none' =
    codes.length === 1 ? 'one' : codes.length > 1 ? 'several' : 'none';
  return { code, from, to, relation, count: codes.length, codes: codes.slice(0, SHOWN) };
}
