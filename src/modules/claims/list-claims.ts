import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { DateText, defineUseCase } from '../../platform/index.ts';
import { checkClaims } from './check-claims.ts';
import { shippedClaims, shippedSets } from './shipped.ts';
import { CheckedView, checkedView } from './views.ts';

/**
 * The claims that come with the installation, each with its verdict by the figures held now, or as known at the
 * end of a day. Refuses with what a check refuses.
 */
export const listClaims = defineUseCase({
  name: 'claims.list-claims',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ as_of: Type.Optional(DateText) }, { additionalProperties: false }),
  output: Type.Object({
    sets: Type.Array(Type.Object({ set: Type.Enum([...shippedSets]), claims: Type.Array(CheckedView) })),
  }),
  async run(ctx, input) {
    const shipped = [...shippedClaims()];
    const checked = await checkClaims(
      ctx,
      shipped.flatMap(([, claims]) => claims),
      input.as_of === undefined ? {} : { as_of: input.as_of },
    );
    if (isRefusal(checked)) return checked;
    const views = checked.map(checkedView);
    return { sets: shipped.map(([set, claims]) => ({ set, claims: views.splice(0, claims.length) })) };
  },
});
