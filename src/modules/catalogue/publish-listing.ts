import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { findOrganisations, type Profile } from '../parties/index.ts';
import { checkHs } from './check-hs.ts';
import { listingRow } from './listing-rows.ts';
import { checkListing, listingInput } from './model.ts';
import { insertListingRows } from './store.ts';
import { withTranslations } from './translate-listing.ts';

/**
 * Puts an offer of the actor's organisation on the shelf; titles that the glossary knows are translated, and marked so. A demonstration organisation's offers are marked so.
 * Refuses with catalogue.organisation_needed, catalogue.hs_unknown, catalogue.hs_ended, catalogue.listing_wrong.
 */
export const publishListing = defineUseCase({
  name: 'catalogue.publish-listing',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object(listingInput, { additionalProperties: false }),
  output: Type.Object({ listing_id: Uuid, version: Type.Integer() }),
  run: async (ctx, input) => {
    const tiers = checkListing(input);
    if (isRefusal(tiers)) return tiers;
    const publisher = await findPublisher(ctx, input.hs_code);
    if (isRefusal(publisher)) return publisher;
    const listing_id = ctx.id();
    const created_at = ctx.clock.now();
    const translations = await withTranslations(input);
    const row = listingRow({ ...input, translations }, tiers, publisher, {
      listing_id,
      demo: publisher.demo,
      created_at,
    });
    await insertListingRows(ctx.tx, [row]);
    return { listing_id, version: 1 };
  },
});

/**
 * The actor's organisation, when it exists and the goods have a code.
 * Refuses with catalogue.organisation_needed, catalogue.hs_unknown, catalogue.hs_ended.
 */
export async function findPublisher(ctx: Ctx, hs_code: string): Promise<Outcome<Profile>> {
  const { org_id } = ctx.actor;
  const publisher = (await findOrganisations(ctx, [org_id])).get(org_id);
  if (!publisher) return refuse('catalogue.organisation_needed');
  const hs = await checkHs(ctx, hs_code);
  return isRefusal(hs) ? hs : publisher;
}
