import { Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { findCandidates, findNeed } from '../catalogue/index.ts';
import { notify, type Step } from '../notices/index.ts';
import { onBehalfOf } from '../parties/index.ts';
import { routeList } from '../reference/index.ts';
import { comparedIn, ratesFor } from './compare-in.ts';
import { withLookedUp } from './looked-up.ts';
import { scoreMatch } from './model.ts';
import { insertIntroduction, type NewIntroduction, renewIntroduction } from './store.ts';

/**
 * An institution, or the system, brings buyer and seller together over a need and a listing. Both see it, and the
 * institution; both are told. Refuses with catalogue.need_not_found, matching.not_a_match,
 * matching.introducer_is_party, matching.already_introduced.
 */
export const introduce = defineUseCase({
  name: 'matching.introduce',
  kind: 'command',
  permission: 'match:introduce',
  input: Type.Object(
    {
      need_id: Uuid,
      listing_id: Uuid,
      note: Type.Optional(
        Type.String({
          maxLength: 1000,
          pattern: paragraphsPattern,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ introduction_id: Uuid, score: Type.Integer() }),
  run: async (ctx, { need_id, listing_id, note }) => {
    const need = await findNeed(ctx, need_id);
    if (isRefusal(need)) return need;
    const [listing] = await findCandidates(ctx, need, { limit: 1, listing_id });
    if (need.state === 'closed' || !listing) return refuse('matching.not_a_match', { need_id, listing_id });
    const introduced_by = ctx.actor.kind === 'system' ? null : ctx.actor.org_id;
    const both = [need.buyer.org_id, listing.seller.org_id];
    if (introduced_by !== null && both.includes(introduced_by)) return refuse('matching.introducer_is_party');
    const introduction_id = introductionId(need_id, listing_id);
    const [looked] = await withLookedUp(ctx, need, [listing]);
    const compared = comparedIn(looked ?? listing, need, await ratesFor(ctx, need));
    const { score, parts } = scoreMatch(need, compared, routeList());
    const written = await writeIntroduction(ctx, {
      introduction_id,
      parties: introduced_by === null ? both : [...both, introduced_by],
      need_id,
      listing_id,
      buyer_org_id: need.buyer.org_id,
      seller_org_id: listing.seller.org_id,
      introduced_by,
      buyer_name: need.buyer.name,
      seller_name: listing.seller.name,
      need_title: need.title,
      listing_title: listing.title,
      note: note ?? '',
      score,
      parts,
      demo: need.demo || listing.demo,
      introduced_at: ctx.clock.now(),
    });
    if (!written) return refuse('matching.already_introduced', { introduction_id });
    const sides = [
      { org_id: need.buyer.org_id, other: listing.seller.name, goods: listing.title },
      { org_id: listing.seller.org_id, other: need.buyer.name, goods: need.title },
    ];
    for (const { org_id, other, goods } of sides)
      await notify(ctx, {
        org_id,
        what: 'introduction.made',
        once: `introduction ${introduction_id}`,
        body: { introduction_id, other, goods, need_id, listing_id },
        about: introductionStep(introduction_id),
      });
    return { introduction_id, score };
  },
});

/** False when the two have been introduced for this need before, and that was not withdrawn. */
export async function writeIntroduction(ctx: Ctx, row: NewIntroduction): Promise<boolean> {
  if (await insertIntroduction(ctx.tx, row)) return true;
  // In the buyer's name, because another institution does not see what was withdrawn.
  return onBehalfOf(ctx, row.buyer_org_id, () => renewIntroduction(ctx.tx, row));
}

/** The same for the same two, so that the primary key keeps them from being introduced twice (RFC 9562, v8). */
export function introductionId(need_id: string, listing_id: string): string {
  const hex = sha256Hex(`introduction ${need_id} ${listing_id}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What a firm that is introduced is asked: to answer. */
export const introductionStep = (introduction_id: string): Step => ({
  subject: `introduction ${introduction_id}`,
  step: 1,
});
