import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { type FieldError, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../kernel/text.ts';
import { type Ctx, defineUseCase } from '../../platform/index.ts';
import { onBehalfOf } from '../parties/index.ts';
import { findShop, type OpenShop, PaymentSchema, takeAllotment } from '../storefront/index.ts';
import { orderRule } from './house-rules.ts';
import { OrderSchema, type PersonInput, PersonInputSchema, Token, wantedInput } from './model.ts';
import { lookAtOrder, type Quote } from './quote-order.ts';
import { shown } from './shown.ts';
import { countOpen, insertOrder, lockOrder } from './store.ts';
import { tellMerchant } from './tell-merchant.ts';
import { isWeak, secretPattern, tokenHash, tokenOf } from './token.ts';

const input = Type.Object(
  {
    ...wantedInput,
    /** Of the quote that was shown. */
    quote_hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** The person knows that charges fall due at the border, or that they are not known. */
    accept_charges: Type.Optional(Type.Boolean()),
    payment: PaymentSchema,
    person: PersonInputSchema,
    /** 32 random bytes that the person's side makes; the same again is the same order. */
    secret: Type.String({ pattern: secretPattern }),
  },
  { additionalProperties: false },
);
type Input = import('typebox').Static<typeof input>;

/**
 * A person orders at a public shop as it was quoted. Answers with the token that the order is followed with, which is
 * kept nowhere. Refuses with storefront.shop_not_found and what stands in `refusals.ts` down to `shop_full`.
 */
export const placeOrder = defineUseCase({
  name: 'orders.place-order',
  kind: 'command',
  permission: 'public',
  shown_once: true,
  input,
  output: Type.Object({ token: Token, order: OrderSchema }),
  async run(ctx, asked) {
    const wrong = wrongWith(asked);
    if (wrong) return wrong;
    const shop = await findShop(ctx, asked.slug);
    if (!shop) return refuse('storefront.shop_not_found');
    return onBehalfOf(ctx, shop.org_id, () => placeAt(ctx, shop, asked));
  },
});

async function placeAt(ctx: Ctx, shop: OpenShop, asked: Input) {
  const { org_id } = shop;
  const { secret, person } = asked;
  const { accept_charges: _accepted, quote_hash: _shown, ...said } = asked;
  const body_hash = sha256Hex(canonicalJson(said));
  const token_hash = tokenHash(secret);
  const now = ctx.clock.now();
  const rule = orderRule(now);
  const contact_hash = contactHash(org_id, person);
  const open = await countOpen(ctx.tx, org_id, contact_hash);
  const before = await lockOrder(ctx.tx, org_id, { token_hash });
  const token = tokenOf(org_id, secret);
  if (before)
    return before.body_hash === body_hash
      ? { token, order: shown(before, now) }
      : refuse('orders.secret_used');
  if (!shop.to_persons) return refuse('orders.not_to_persons');
  if (open.of_contact >= rule.most_open_of_contact)
    return refuse('orders.too_many_open', { most: rule.most_open_of_contact });
  if (open.of_shop >= rule.most_open_of_shop) return refuse('orders.shop_full');
  if (!shop.to_persons.payments.includes(asked.payment)) return refuse('orders.payment_not_offered');
  const { quote, counted } = await lookAtOrder(ctx, shop, shop.to_persons, asked);
  const priced = asShown(quote, asked);
  if (isRefusal(priced)) return priced;
  // Shelves are taken in the order of the offers' ids: two orders never wait for each other.
  for (const line of [...quote.lines].sort((a, b) => (a.listing_id < b.listing_id ? -1 : 1)))
    if ((await takeAllotment(ctx.tx, org_id, line.listing_id, line.quantity)) === 'short')
      return refuse('orders.sold_out', { title: line.title });
  const order_id = ctx.id();
  await insertOrder(
    ctx.tx,
    {
      org_id,
      order_id,
      number: `P-${order_id.slice(-10).toUpperCase()}`,
      token_hash,
      body_hash,
      shop: { slug: shop.slug, name: shop.name, country: shop.country },
      destination: quote.destination,
      lines: quote.lines,
      counted,
      currency: priced.goods.currency,
      goods: BigInt(priced.goods.amount),
      delivery: BigInt(priced.delivery.amount),
      weight_kg: quote.weight_kg,
      charges: quote.charges,
      transport: shop.to_persons.transport,
      channel: shop.to_persons.channel,
      payment: asked.payment,
      payment_note: shop.to_persons.payment_note,
      placed_at: now,
      open_until: daysAfter(now, rule.answer_within_days),
    },
    { ...person, contact_hash },
  );
  const placed = await lockOrder(ctx.tx, org_id, { order_id });
  if (!placed) throw new Error(`the order ${order_id} was not written`);
  await tellMerchant(ctx, 'order.placed', placed, placed.open_until ?? undefined);
  return { token, order: shown(placed, now) };
}

/** Refuses unless the order stands as it was shown and may be taken. */
function asShown(
  quote: Quote,
  asked: Input,
): Outcome<{ goods: NonNullable<Quote['goods']>; delivery: NonNullable<Quote['delivery']> }> {
  const { goods, delivery, problems, charges } = quote;
  if (problems.length > 0 || !goods || !delivery) return refuse('orders.not_orderable', {}, problems);
  if (charges.standing === 'refused')
    return refuse('orders.above_limit', { country: asked.destination }, limitsPassed(quote));
  if (quote.quote_hash !== asked.quote_hash) return refuse('orders.quote_changed');
  const asks = charges.standing === 'dutiable' || charges.standing === 'not_known';
  if (asks && asked.accept_charges !== true) return refuse('orders.charges_not_accepted');
  return { goods, delivery };
}

const limitsPassed = ({ charges }: Quote): FieldError[] =>
  (charges.limit?.limits ?? [])
    .filter((l) => l.verdict === 'above')
    .map((l) => ({ path: '/lines', code: `above_${l.period}_limit`, message: l.source.slice(0, 300) }));

function wrongWith({ person, secret }: Input) {
  if (isWeak(secret)) return refuse('orders.secret_weak');
  if (!person.email && !person.phone) return refuse('orders.contact_missing');
  const hidden = Object.entries(person).flatMap(([name, text]) =>
    hasHiddenMarks(text)
      ? [{ path: `/person/${name}`, code: 'hidden_marks', message: 'has marks that cannot be seen' }]
      : [],
  );
  return hidden.length > 0 ? refuse('orders.text_wrong', {}, hidden) : undefined;
}

/** Who it is, as far as a merchant's own orders go; also what its parcels are counted by. */
export const contactOf = ({ email, phone }: { email?: string | null; phone?: string | null }): string =>
  email ? email.trim().toLowerCase() : (phone ?? '').replaceAll(/[^0-9]/g, '');

const contactHash = (org_id: string, person: PersonInput): string =>
  sha256Hex(`contact at ${org_id}\n${contactOf(person)}`);
