import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestApp } from '../../../../test/app.ts';
import { testTheatre } from '../../../../test/theatre.ts';
import { batteryPacks, newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { subscribedEvents } from '../../../app/policies.ts';
import { isRefusal, mustSucceed, type Refusal } from '../../../kernel/refusal.ts';
import { execute } from '../../../platform/execute.ts';
import type { Actor } from '../../../platform/index.ts';
import { changeListing, type ListingInput, publishListing, withdrawListing } from '../../catalogue/index.ts';
import { listDeals } from '../../deals/index.ts';
import { declineQuote, listQuotes } from '../../quoting/index.ts';
import { checkOut, keepShop, putIntoCart, takeOutOfCart, viewCart, viewOwnShop } from '../index.ts';

let app: TestApp;
let buyer: Actor;
let first: Actor;
let second: Actor;

before(async () => {
  ({ app } = await testTheatre());
  Object.assign(app.runtime.services, { subscribed: subscribedEvents });
  buyer = await tradingFirm(app, 'Cart Buyer', 'KZ');
  first = await tradingFirm(app, 'Cart Seller One');
  second = await tradingFirm(app, 'Cart Seller Two');
});
after(() => app.close());

const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done');
const errorsOf = (answer: unknown) => (answer as Refusal).errors.map((e) => e.code);
const publish = async (who: Actor, change: Partial<ListingInput> = {}) =>
  mustSucceed(await app.execute(publishListing, who, { ...batteryPacks, ...change }), 'publish').listing_id;
const put = (listing_id: string, quantity = '100', unit = 'pcs', who = buyer) =>
  app.execute(putIntoCart, who, { listing_id, quantity, unit });
const see = async (who = buyer, to?: string) =>
  mustSucceed(await app.execute(viewCart, who, to ? { to } : {}), 'view');
const order = async (who = buyer, change: object = {}, options: object = {}) =>
  app.execute(
    checkOut,
    who,
    { place_to: 'KZ-ALMATY', cart_hash: (await see(who)).cart_hash, ...change },
    options,
  );
const onShelf = (who: Actor, slug: string, listing_id: string, allotment: string) =>
  app.execute(keepShop, who, {
    slug,
    name: slug,
    language: 'en',
    intros: {},
    open: true,
    shelf: [{ listing_id, allotment }],
    version: 0,
  });
const leftOf = async (who: Actor) =>
  mustSucceed(await app.execute(viewOwnShop, who, {}), 'shop').shop?.shelf[0]?.allotment;
const dealsOf = async (who: Actor) =>
  mustSucceed(await app.execute(listDeals, who, {}), 'deals').items.length;

test('a cart over two sellers becomes two deals; every line is in its deal as it stood in the cart', async () => {
  const one = await publish(first, { title: 'One' });
  const two = await publish(second, { title: 'Two', hs_code: '854143' });
  mustSucceed(await put(one, '1000'), 'put');
  mustSucceed(await put(two, '150.000'), 'put');
  const cart = await see(buyer, 'KZ');
  assert.equal(cart.sellers.length, 2);
  assert.deepEqual(cart.sellers.map((s) => s.total?.amount).sort(), ['49000000', '7800000']);
  assert.ok(cart.sellers.every((s) => s.landed?.currency === 'KZT' && s.landed.date === '2026-03-02'));
  // As a courier parcel to a person it would be far above the limit of EUR 200, or the rate is not on file.
  assert.ok(cart.sellers.every((s) => s.as_parcel && s.as_parcel.verdict !== 'within'));
  const done = mustSucceed(await order(), 'order');
  assert.equal(done.deals.length, 2);
  for (const { deal_id, seller_org_id } of done.deals) {
    const { request } = mustSucceed(await app.execute(listQuotes, buyer, { deal_id }), 'quotes');
    const ours = seller_org_id === first.org_id;
    assert.deepEqual(request?.goods, [
      {
        line: 1,
        description: ours ? 'One' : 'Two',
        hs_code: ours ? '850760' : '854143',
        origin_country: 'CN',
        quantity: ours ? '1000.000' : '150.000',
        unit: 'pcs',
        listing_id: ours ? one : two,
        unit_price: { amount: ours ? '49000' : '52000', currency: 'USD' },
        shelf: { moq: '100.000', tier_from: ours ? '1000.000' : '100.000', lead_time_days: 30 },
      },
    ]);
    assert.equal(request?.incoterm, 'FCA');
    assert.equal(request?.place_to, 'KZ-ALMATY');
  }
  assert.equal(code(await order()), 'storefront.cart_empty');
});

test('the same key orders once, and the answer is the same', async () => {
  const id = await publish(first);
  mustSucceed(await put(id), 'put');
  const { cart_hash } = await see();
  const input = { place_to: 'KZ-ALMATY', cart_hash };
  const ask = () => execute(app.runtime, checkOut, buyer, input, { idempotency_key: 'order-once-1' });
  const before = await dealsOf(buyer);
  const answers = [await ask(), await ask()];
  assert.equal(code(answers[0]), 'done');
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(await dealsOf(buyer), before + 1);
});

test('two orders of one cart at the same time make one set of deals', async () => {
  mustSucceed(await put(await publish(first)), 'put');
  const { cart_hash } = await see();
  const ask = () => app.execute(checkOut, buyer, { place_to: 'KZ-ALMATY', cart_hash });
  const answers = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(answers.map(code).sort(), ['done', 'storefront.cart_empty', 'storefront.cart_empty']);
});

test('a moved price is shown with both sides and must be accepted; an older view of the cart orders nothing', async () => {
  const id = await publish(first);
  mustSucceed(await put(id), 'put');
  const shown = await see();
  const dearer = batteryPacks.tiers.map((tier) => ({ ...tier, price: { ...tier.price, amount: '60000' } }));
  mustSucceed(
    await app.execute(changeListing, first, { ...batteryPacks, listing_id: id, version: 1, tiers: dearer }),
    'change',
  );
  assert.equal(code(await order(buyer, { cart_hash: shown.cart_hash })), 'storefront.cart_changed');
  const [line] = (await see()).sellers[0]?.lines ?? [];
  assert.deepEqual([line?.seen.amount, line?.price?.amount, line?.changes], ['52000', '60000', ['price_up']]);
  const asked = await order();
  assert.equal(code(asked), 'storefront.prices_changed');
  assert.deepEqual(errorsOf(asked), ['price_up']);
  const done = mustSucceed(await order(buyer, { accept_changes: true }), 'order');
  assert.equal(done.deals[0]?.total.amount, '6000000');
});

test('one line that cannot be ordered stops the whole cart; nothing is written', async () => {
  const gone = await publish(first, { title: 'Gone' });
  mustSucceed(await put(gone), 'put');
  mustSucceed(await put(await publish(second)), 'put');
  mustSucceed(await app.execute(withdrawListing, first, { listing_id: gone }), 'withdraw');
  const before = await dealsOf(buyer);
  const refused = await order();
  assert.equal(code(refused), 'storefront.cart_not_orderable');
  assert.deepEqual(errorsOf(refused), ['not_offered']);
  assert.deepEqual((await see()).gone, [gone]);
  mustSucceed(await app.execute(takeOutOfCart, buyer, { listing_id: gone }), 'take out');
  assert.equal(code(await order(buyer, { place_to: 'XX-NOWHERE' })), 'quoting.place_unknown');
  assert.equal(await dealsOf(buyer), before);
  assert.equal((await see()).sellers.length, 1);
  mustSucceed(await order(), 'order');
});

test('unit, minimum, multiple, own and unknown offers are refused with the field', async () => {
  const id = await publish(first, { order_multiple: '50' });
  assert.deepEqual(errorsOf(await put(id, '100', 'kg')), ['unit_differs']);
  assert.deepEqual(errorsOf(await put(id, '50')), ['below_minimum']);
  assert.deepEqual(errorsOf(await put(id, '101')), ['not_a_multiple']);
  assert.deepEqual(errorsOf(await put(id, '100.5')), ['not_whole']);
  const halfLeft = await onShelf(first, 'halves', id, '7.5');
  assert.deepEqual([code(halfLeft), ...errorsOf(halfLeft)], ['reference.quantity_not_whole', 'not_whole']);
  assert.deepEqual(errorsOf(await put(id, '-100')), ['below_minimum']);
  assert.deepEqual(errorsOf(await put(id, '100', 'pcs', first)), ['own_offer']);
  assert.deepEqual(errorsOf(await put(id, '999999999999950')), ['too_large']);
  assert.equal(code(await put(newId(app))), 'catalogue.listing_not_found');
  // Whatever price a buyer sends along, the cart holds the offer's.
  const tampered = { listing_id: id, quantity: '100', unit: 'pcs', price: { amount: '1', currency: 'USD' } };
  mustSucceed(await app.execute(putIntoCart, buyer, tampered), 'put');
  const [line] = (await see()).sellers.flatMap((seller) => seller.lines);
  assert.deepEqual([line?.price?.amount, line?.amount?.amount], ['52000', '5200000']);
  mustSucceed(await app.execute(takeOutOfCart, buyer, { listing_id: id }), 'take out');
});

test('a cart holds fifty lines and no more, also when many are put into it at once', async () => {
  const who = await tradingFirm(app, 'Cart Filler', 'KZ');
  const offers: string[] = [];
  for (let at = 0; at < 56; at++) offers.push(await publish(first, { title: `Offer ${at}` }));
  for (const offer of offers.slice(0, 48)) mustSucceed(await put(offer, '100', 'pcs', who), 'put');
  const late = await Promise.all(offers.slice(48).map((offer) => put(offer, '100', 'pcs', who)));
  assert.deepEqual(late.map(code).sort(), ['done', 'done', ...Array(6).fill('storefront.cart_full')]);
  assert.equal(code(await put(offers[0] ?? '', '200', 'pcs', who)), 'done');
});

test('a cart is its organisation’s: another sees none of it and cannot order it', async () => {
  mustSucceed(await put(await publish(first)), 'put');
  const { cart_hash } = await see();
  const stranger = await tradingFirm(app, 'Cart Stranger', 'KZ');
  assert.equal((await see(stranger)).sellers.length, 0);
  assert.equal(code(await order(stranger, { cart_hash })), 'storefront.cart_empty');
  assert.equal((await see()).sellers.length, 1);
  mustSucceed(await order(), 'order');
});

test('the last pieces go to one of many who order at once, and come back when the seller declines', async () => {
  const seller = await tradingFirm(app, 'Last Pieces');
  const id = await publish(seller);
  mustSucceed(await onShelf(seller, 'last-pieces', id, '250'), 'shop');
  const buyers = [];
  for (const n of [1, 2, 3, 4]) buyers.push(await tradingFirm(app, `Hasty ${n}`, 'KZ'));
  for (const who of buyers) mustSucceed(await put(id, '100', 'pcs', who), 'put');
  assert.deepEqual(errorsOf(await put(id, '300')), ['not_enough_left']);
  const answers = await Promise.all(buyers.map((who) => order(who)));
  const codes = answers.map(code).sort();
  assert.deepEqual(codes.slice(0, 2), ['done', 'done']);
  assert.ok(
    codes.slice(2).every((c) => /^storefront\.(sold_out|cart_not_orderable)$/.test(c)),
    codes.join(),
  );
  assert.equal(await leftOf(seller), '50.000');
  const won = answers.find((a) => !isRefusal(a));
  assert.ok(won && !isRefusal(won));
  const [deal] = won.deals;
  assert.ok(deal);
  mustSucceed(
    await app.execute(declineQuote, seller, { deal_id: deal.deal_id, reason: 'Not now' }),
    'decline',
  );
  await app.drain();
  await app.drain();
  assert.equal(await leftOf(seller), '150.000');
});
