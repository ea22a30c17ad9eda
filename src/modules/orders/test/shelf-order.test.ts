import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { takeAllotment, viewOwnShop } from '../../storefront/index.ts';
import { cancelOrder } from '../index.ts';
import { code, retailShop, tier } from './retail-shop.ts';

// Whoever changes several offers of a shelf takes them in one order, so that two never wait for each other.

const { app, merchant, publish, keep, placed, place } = await retailShop();
after(() => app.close());

const ids: string[] = [];
for (let at = 0; at < 12; at++) ids.push(await publish({ title: `Offer ${at}`, tiers: tier('10') }));
ids.sort();
const backwards = [...ids].reverse();
const shelf = (offers: readonly string[], allotment = '100') =>
  offers.map((listing_id) => ({ listing_id, allotment }));
await keep(merchant, 'retail', 1, shelf(backwards));
const wants = (offers: readonly string[]) => ({
  slug: 'retail',
  destination: 'KZ',
  lines: offers.map((listing_id) => ({ listing_id, quantity: '1' })),
});
const left = async (): Promise<Set<unknown>> => {
  const { shop } = mustSucceed(await app.execute(viewOwnShop, merchant, {}), 'shop');
  return new Set(shop?.shelf.map((offer) => offer.allotment));
};

/** Takes a piece of each offer in their order, while something else that changes them has begun. */
async function takeWhile<T>(other: () => Promise<T>): Promise<T> {
  const { begun } = await app.within(async ({ tx }) => {
    const [first, ...rest] = ids;
    await takeAllotment(tx, merchant.org_id, first ?? '', '1');
    const begun = other();
    begun.catch(() => undefined);
    await pause(300);
    for (const id of rest) await takeAllotment(tx, merchant.org_id, id, '1');
    return { begun };
  }, merchant);
  return begun;
}

test('an order is cancelled and a shop is kept while others take the same offers', async () => {
  const { token } = await placed(wants(backwards));
  assert.equal(code(await takeWhile(() => app.execute(cancelOrder, publicActor, { token }))), 'done');
  assert.deepEqual(await left(), new Set(['99.000']));
  await takeWhile(() => keep(merchant, 'retail', 2, shelf(backwards, '50')));
  assert.deepEqual(await left(), new Set(['50.000']));
});

test('orders are placed and cancelled at once, none breaks and no piece is lost', async () => {
  for (let round = 0; round < 5; round++) {
    const before = await Promise.all(Array.from({ length: 3 }, () => placed(wants(backwards))));
    const [made] = await Promise.all([
      Promise.all(Array.from({ length: 3 }, () => place(wants(ids)))),
      ...before.map(({ token }) => app.execute(cancelOrder, publicActor, { token })),
    ]);
    for (const order of made)
      await app.execute(cancelOrder, publicActor, { token: mustSucceed(order, 'placing').token });
  }
  assert.deepEqual(await left(), new Set(['50.000']));
});
