import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { listingRow } from './listing-rows.ts';
import { checkListing, listingInput } from './model.ts';
import { findPublisher } from './publish-listing.ts';
import { selectListing, updateListingRows, withdrawListingRow } from './store.ts';
import { withTranslations } from './translate-listing.ts';

/**
 * Replaces an own listing, and publishes it again if it was withdrawn. `version` is the one that was read.
 * Refuses with catalogue.listing_not_found, platform.changed_meanwhile and those of publishing.
 */
export const changeListing = defineUseCase({
  name: 'catalogue.change-listing',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object(
    { listing_id: Uuid, version: Type.Integer({ minimum: 1, maximum: 1_000_000 }), ...listingInput },
    { additionalProperties: false },
  ),
  output: Type.Object({ listing_id: Uuid, version: Type.Integer() }),
  run: async (ctx, { listing_id, version, ...input }) => {
    const tiers = checkListing(input);
    if (isRefusal(tiers)) return tiers;
    const publisher = await findPublisher(ctx, input.hs_code);
    if (isRefusal(publisher)) return publisher;
    const before = await selectListing(ctx.tx, listing_id, 'en');
    if (before?.org_id !== ctx.actor.org_id) return refuse('catalogue.listing_not_found', { listing_id });
    const translations = await withTranslations(input, before);
    const row = listingRow({ ...input, translations }, tiers, publisher, before);
    const done = await updateListingRows(ctx.tx, [{ ...row, version }], ctx.clock.now());
    return done === 1 ? { listing_id, version: version + 1 } : refuse('platform.changed_meanwhile');
  },
});

/** Takes an own listing off the shelf. Refuses with catalogue.listing_not_found. */
export const withdrawListing = defineUseCase({
  name: 'catalogue.withdraw-listing',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object({ listing_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ listing_id: Uuid }),
  run: async (ctx, { listing_id }) => {
    const done = await withdrawListingRow(ctx.tx, ctx.actor.org_id, listing_id, ctx.clock.now());
    return done ? { listing_id } : refuse('catalogue.listing_not_found', { listing_id });
  },
});
