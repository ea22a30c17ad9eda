import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { add, fromJson, type MoneyJson, toJson } from '../../kernel/money.ts';
import { Country, type Ctx, defineUseCase, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import { findPublished, type Listing, SellerSchema, wordingFor } from '../catalogue/index.ts';
import { basisFor, checkAgainst, LimitCheckSchema } from '../parcels/index.ts';
import { grossWeight, liesIn } from './carriage.ts';
import { type JudgedLine, judgeLine } from './cart.ts';
import { type LandedPrices, landedPrices } from './landed-price.ts';
import { allotmentsOf, type CartRow, selectCart } from './store-carts.ts';

const Price = Type.Object({
  amount: Type.String(),
  currency: Type.String(),
  incoterm: Type.String(),
  place: Type.String(),
});
const LandedSchema = Type.Object({
  currency: Type.String(),
  date: Type.String(),
  price: Nullable(MoneySchema),
  freight: Type.Object({
    state: Type.Union([Type.Literal('quoted'), Type.Literal('in_price'), Type.Literal('not_known')]),
    amount: Nullable(MoneySchema),
    route_ids: Type.Array(Type.String()),
    valid_to: Nullable(Type.String()),
    demo: Type.Boolean(),
  }),
  insured: Type.Boolean(),
  charges_in_price: Type.Boolean(),
  duty: Nullable(MoneySchema),
  excise: Nullable(MoneySchema),
  vat: Nullable(MoneySchema),
  fee: Nullable(MoneySchema),
  total: Nullable(MoneySchema),
  missing: Type.Array(Type.String()),
  unverified: Type.Boolean(),
  preference: Type.Boolean(),
  rates: Type.Array(Type.Object({ from: Type.String(), as_of: Type.String(), stale: Type.Boolean() })),
});

/** A cart as it stands today: one parcel of lines for each deal that a checkout would open. */
export const CartSchema = Type.Object({
  sellers: Type.Array(
    Type.Object({
      seller: SellerSchema,
      currency: Type.String(),
      incoterm: Type.String(),
      lines: Type.Array(
        Type.Object({
          listing_id: Uuid,
          title: Type.String(),
          hs_code: Type.String(),
          origin_country: Type.String(),
          quantity: Type.String(),
          unit: Type.String(),
          moq: Type.String(),
          order_multiple: Nullable(Type.String()),
          left: Nullable(Type.String()),
          price: Nullable(Price),
          seen: Price,
          amount: Nullable(MoneySchema),
          problems: Type.Array(Type.String()),
          changes: Type.Array(Type.String()),
        }),
      ),
      total: Nullable(MoneySchema),
      /** In the country asked for; null when none was asked for or it has no rules on file. */
      landed: Nullable(LandedSchema),
      /** The goods are handed over in that country, so nothing is imported. */
      domestic: Type.Boolean(),
      /** What a person there would be asked if the goods came as a courier parcel; null when no country was asked for. */
      as_parcel: Nullable(LimitCheckSchema),
    }),
  ),
  /** Lines whose offer is gone. */
  gone: Type.Array(Uuid),
  /** Names the cart as it was shown; a checkout repeats it. */
  cart_hash: Type.String(),
  changed: Type.Boolean(),
  orderable: Type.Boolean(),
});
export type Cart = Static<typeof CartSchema>;

/** The organisation's cart with today's prices, what has changed since, and the cost in a country. */
export const viewCart = defineUseCase({
  name: 'storefront.view-cart',
  kind: 'query',
  permission: 'cart:use',
  input: Type.Object({ to: Type.Optional(Country) }, { additionalProperties: false }),
  output: CartSchema,
  run: async (ctx, { to }) => (await lookAtCart(ctx, { lock: false, to })).cart,
});

/** A line with its offer as it is now. */
export interface LookedAt {
  row: CartRow;
  listing: Listing;
  judged: JudgedLine;
}

/** The cart looked at anew, and the lines of each deal it would become: one for each seller, currency and Incoterm. */
export async function lookAtCart(
  ctx: Ctx,
  { lock, to }: { lock: boolean; to?: string | undefined },
): Promise<{ cart: Cart; groups: LookedAt[][] }> {
  const rows = await selectCart(ctx.tx, ctx.actor.org_id, lock);
  const ids = rows.map((row) => row.listing_id);
  const listings = await findPublished(ctx, ids);
  const left = rows.length > 0 ? await allotmentsOf(ctx.tx, ids) : new Map<string, string | null>();
  const gone = rows.filter((row) => !listings.has(row.listing_id)).map((row) => row.listing_id);
  const looked = rows.flatMap((row): LookedAt[] => {
    const listing = listings.get(row.listing_id);
    return listing
      ? [{ row, listing, judged: judgeLine(row, listing, left.get(row.listing_id), ctx.actor.org_id) }]
      : [];
  });
  const groups = [...Map.groupBy(looked, groupOf).values()];
  const landed = to === undefined ? undefined : await landedPrices(ctx, to, groups.map(consignmentOf));
  const asParcel = to === undefined ? undefined : await parcelLimits(ctx, to, groups);
  const sellers = groups.map((group) => {
    const [{ listing, judged, row }] = group as [LookedAt, ...LookedAt[]];
    const price = judged.price ?? row.seen;
    const domestic =
      to !== undefined &&
      group.every((line) => liesIn(to, line.judged.price ?? line.row.seen, line.listing.seller.country));
    return {
      seller: listing.seller,
      currency: price.currency,
      incoterm: price.incoterm,
      lines: group.map((line) => shownLine(ctx, line, left.get(line.row.listing_id) ?? null)),
      total: totalOf(group),
      domestic,
      as_parcel: domestic ? null : (asParcel?.(group) ?? null),
      landed: landed && !domestic ? landedOf(landed, groupOf(group[0] as LookedAt)) : null,
    };
  });
  const changed = looked.some((line) => line.judged.changes.length > 0);
  return {
    cart: {
      sellers,
      gone,
      cart_hash: sha256Hex(
        canonicalJson(
          looked.map(({ row, judged }) => ({
            listing_id: row.listing_id,
            quantity: row.quantity,
            unit: row.unit,
            price: judged.price && { ...judged.price },
          })),
        ),
      ),
      changed,
      orderable:
        looked.length > 0 && gone.length === 0 && looked.every((line) => line.judged.problems.length === 0),
    },
    groups,
  };
}

function groupOf({ listing, judged, row }: LookedAt): string {
  const { currency, incoterm } = judged.price ?? row.seen;
  return `${listing.seller.org_id} ${currency} ${incoterm}`;
}

function totalOf(group: readonly LookedAt[]): MoneyJson | null {
  let total: MoneyJson | null = null;
  for (const { judged } of group) {
    if (!judged.amount) return null;
    total = total ? toJson(add(fromJson(total), fromJson(judged.amount))) : judged.amount;
  }
  return total;
}

function consignmentOf(group: readonly LookedAt[]) {
  return {
    key: groupOf(group[0] as LookedAt),
    lines: group.flatMap(({ listing, judged, row }) =>
      judged.amount
        ? [
            {
              hs_code: listing.hs_code,
              origin_country: listing.origin_country,
              quantity: row.quantity,
              unit: row.unit,
              unit_net_weight_kg: listing.unit_net_weight_kg,
              unit_gross_weight_kg: listing.unit_gross_weight_kg,
              amount: judged.amount,
              handed: judged.price ?? row.seen,
            },
          ]
        : [],
    ),
  };
}

/** The limits of a country for persons, looked up once for all groups of a cart. */
async function parcelLimits(ctx: Ctx, country: string, groups: readonly LookedAt[][]) {
  const date = dayOf(ctx.clock.now());
  const channel = 'courier' as const;
  const totals = new Map(groups.map((group) => [group, totalOf(group)]));
  const currencies = [...totals.values()].flatMap((total) => total?.currency ?? []);
  const codes = groups.flat().map(({ listing }) => listing.hs_code);
  const basis = await basisFor(ctx, { country, channel, date, currencies, codes });
  return (group: LookedAt[]) => {
    const total = totals.get(group);
    if (!total) return null;
    return checkAgainst(basis, {
      country,
      channel,
      date,
      value: fromJson(total),
      weight_kg: grossWeight(
        group.map(({ row, listing }) => ({
          quantity: row.quantity,
          unit_gross_weight_kg: listing.unit_gross_weight_kg,
        })),
      ),
      codes: group.map(({ listing }) => listing.hs_code),
      before: () => [],
    });
  };
}

function landedOf(landed: LandedPrices, key: string) {
  const price = landed.prices.get(key);
  if (!price) return null;
  const rates = landed.rates.map(({ from, as_of, stale }) => ({ from, as_of, stale }));
  return { currency: landed.currency, date: landed.date, rates, ...price };
}

function shownLine(ctx: Ctx, { row, listing, judged }: LookedAt, left: string | null) {
  return {
    listing_id: row.listing_id,
    title: wordingFor(ctx.locale, listing).title,
    hs_code: listing.hs_code,
    origin_country: listing.origin_country,
    quantity: row.quantity,
    unit: row.unit,
    moq: listing.moq,
    order_multiple: listing.order_multiple ?? null,
    left,
    price: judged.price,
    seen: row.seen,
    amount: judged.amount,
    problems: judged.problems,
    changes: judged.changes,
  };
}
