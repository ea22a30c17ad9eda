import { Type } from 'typebox';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { toListing } from './listing-rows.ts';
import { type Listing, ListingSchema, wordingFor } from './model.ts';
import { selectListing } from './store.ts';

/**
 * One listing with its tiers, for everybody; a withdrawn one for its own organisation only. `reading` is title
 * and description in the reader's language. Refuses with catalogue.listing_not_found.
 */
export const getListing = defineUseCase({
  name: 'catalogue.get-listing',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ listing_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...ListingSchema.properties,
    reading: Type.Object({ title: Type.String(), description: Type.String() }),
  }),
  run: async (ctx, { listing_id }) => {
    const listing = await findListing(ctx, listing_id);
    return 'refusal' in listing ? listing : { ...listing, reading: wordingFor(ctx.locale, listing) };
  },
});

/** A listing that the actor may see, for a request for a quote. Refuses with catalogue.listing_not_found. */
export async function findListing(
  ctx: Pick<Ctx, 'tx' | 'locale'>,
  listing_id: string,
): Promise<Outcome<Listing>> {
  const row = await selectListing(ctx.tx, listing_id, ctx.locale);
  return row ? toListing(row) : refuse('catalogue.listing_not_found', { listing_id });
}
