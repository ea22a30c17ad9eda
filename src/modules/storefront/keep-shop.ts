import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Nullable } from '../../platform/index.ts';
import { findPublished } from '../catalogue/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { checkWhole } from '../reference/index.ts';
import { checkShop, MOST_SLUGS, ShopSchema, shopInput } from './model.ts';
import { selectOwnShop, slugStanding, takeSlug, writeShop } from './store.ts';

const Answer = Type.Object({ shop: Nullable(ShopSchema) });

/** The organisation's own shop, open or not; null before there is one. */
export const viewOwnShop = defineUseCase({
  name: 'storefront.view-own-shop',
  kind: 'query',
  permission: 'shop:keep',
  input: Type.Object({}, { additionalProperties: false }),
  output: Answer,
  run: async (ctx) => ({ shop: await ownShop(ctx) }),
});

/**
 * The merchant opens, changes or closes its shop: address, name, texts, what is on show. `version` 0 makes a new one.
 * Refuses with storefront.slug_reserved, storefront.slug_taken, storefront.too_many_slugs, storefront.text_wrong,
 * storefront.to_persons_wrong, storefront.not_your_listing, reference.quantity_not_whole,
 * platform.changed_meanwhile.
 */
export const keepShop = defineUseCase({
  name: 'storefront.keep-shop',
  kind: 'command',
  permission: 'shop:keep',
  input: Type.Object(
    { ...shopInput, version: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) },
    { additionalProperties: false },
  ),
  output: Answer,
  async run(ctx, { version, ...input }) {
    const { org_id } = ctx.actor;
    const checked = checkShop(input);
    if (isRefusal(checked)) return checked;
    const now = ctx.clock.now();
    const { owner, held } = await slugStanding(ctx.tx, org_id, input.slug);
    if (owner !== null && owner !== org_id) return refuse('storefront.slug_taken', { slug: input.slug });
    if (owner === null && held >= MOST_SLUGS)
      return refuse('storefront.too_many_slugs', { most: MOST_SLUGS });
    if (owner === null && !(await takeSlug(ctx.tx, org_id, input.slug, now)))
      return refuse('storefront.slug_taken', { slug: input.slug });
    const shelf = new Map(input.shelf.map((line) => [line.listing_id, line.allotment ?? null]));
    const own = await findPublished(ctx, [...shelf.keys()]);
    const strange = input.shelf.findIndex((line) => own.get(line.listing_id)?.seller.org_id !== org_id);
    if (strange >= 0)
      return refuse('storefront.not_your_listing', {}, [
        { path: `/shelf/${strange}/listing_id`, code: 'not_yours', message: 'not an offer of yours' },
      ]);
    const whole = checkWhole(
      input.shelf.map(({ listing_id, allotment }, at) => [
        `/shelf/${at}/allotment`,
        allotment ?? undefined,
        own.get(listing_id)?.unit ?? '',
      ]),
    );
    if (isRefusal(whole)) return whole;
    const merchant = (await findOrganisations(ctx, [org_id])).get(org_id);
    if (!merchant) return refuse('parties.not_found', { org_id });
    const written = await writeShop(
      ctx.tx,
      {
        ...input,
        org_id,
        country: merchant.country,
        demo: merchant.demo,
        published: input.open,
        to_persons: input.to_persons ?? null,
        shelf: [...shelf].map(([listing_id, allotment]) => ({ listing_id, allotment })),
      },
      version,
      now,
    );
    if (!written) return refuse('platform.changed_meanwhile');
    return { shop: await ownShop(ctx) };
  },
});

async function ownShop(ctx: Ctx) {
  const shop = await selectOwnShop(ctx.tx, ctx.actor.org_id);
  if (!shop) return null;
  const { slugs, published, changed_at: _changed_at, demo: _demo, ...facts } = shop;
  const titles = await findPublished(
    ctx,
    facts.shelf.map((line) => line.listing_id),
  );
  return {
    ...facts,
    open: published,
    former_slugs: slugs.filter((slug) => slug !== shop.slug),
    shelf: facts.shelf.map((line) => ({ ...line, title: titles.get(line.listing_id)?.title ?? null })),
  };
}
