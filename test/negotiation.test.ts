import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { policyJob } from '../src/app/policies.ts';
import { isRefusal, type Refusal } from '../src/kernel/refusal.ts';
import { acceptContract, listDeals } from '../src/modules/deals/index.ts';
import {
  acceptQuote,
  declineQuote,
  type Offer,
  offerQuote,
  type QuoteRequest,
  requestQuote,
  requestSample,
  stepSample,
} from '../src/modules/quoting/index.ts';
import { statements } from '../src/platform/database/tx.ts';
import { type DemoOrganisation, demoTraders, memberOf } from '../src/simulator/organisations.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// From a request to several sellers to an award and the history of a negotiation, over HTTP.

let world: Served;
let buyer: Person;
let seller: Person;
let others: DemoOrganisation[];
let request: QuoteRequest;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller } = world.insider);
  others = demoTraders('CN').filter((firm) => firm.org_id !== seller.actor.org_id);
  request = {
    ...world.samples.request,
    goods: world.samples.request.goods.map(({ listing_id: _one, ...line }) => line),
  };
});
after(() => world.close());

const valid = (hours = 48) => new Date(world.app.clock.now().getTime() + hours * 3_600_000).toISOString();
const offer = (percent = 100n, change: Partial<Offer> = {}): Offer => ({
  ...world.samples.offer,
  ...change,
  goods: world.samples.offer.goods.map((line) => ({
    ...line,
    unit_price: {
      ...line.unit_price,
      amount: ((BigInt(line.unit_price.amount) * percent) / 100n).toString(),
    },
  })),
});
const ask = (sellers: object[], change: object = {}, who = buyer) =>
  world.command(who, '/inquiries', { sellers, request, ...change });
const askTwo = async () => {
  const asked = await ask([{ seller_org_id: seller.actor.org_id }, { seller_org_id: others[0]?.org_id }]);
  assert.equal(asked.statusCode, 200, asked.body);
  const { inquiry_id, deals } = asked.json();
  return { inquiry_id, first: deals[0].deal_id as string, second: deals[1].deal_id as string };
};
const quote = (deal_id: string, body: object = {}, who = seller) =>
  world.command(who, `/deals/${deal_id}/quotes`, { offer: offer(), valid_until: valid(), ...body });
const answerOfOther = (deal_id: string, percent: bigint) =>
  world.app.execute(offerQuote, memberOf(others[0] as DemoOrganisation), {
    deal_id,
    offer: offer(percent),
    valid_until: valid(),
  });
const show = async (inquiry_id: string, query = '') =>
  (await world.call({ url: `/inquiries/${inquiry_id}${query}` }, buyer)).json();
const award = (inquiry_id: string, body: object, who = buyer) =>
  world.command(who, `/inquiries/${inquiry_id}/award`, { quote_number: 1, others: 'decline', ...body });
/** The inquiry's line on the board. By its id: the clock stands still, so several may have the same instant. */
const onBoard = async (inquiry_id: string) =>
  (await world.call({ url: '/inquiries' }, buyer))
    .json()
    .items.find((row: { inquiry_id: string }) => row.inquiry_id === inquiry_id);

test('one request to two sellers is compared to the door in the own currency, awarded once, and the others are told', async () => {
  const { inquiry_id, first, second } = await askTwo();
  assert.equal((await onBoard(inquiry_id)).status, 'open');
  assert.equal((await quote(first)).statusCode, 200);
  await answerOfOther(second, 90n);
  const row = await onBoard(inquiry_id);
  assert.deepEqual([row.inquiry_id, row.status, row.offers, row.sellers], [inquiry_id, 'answered', 2, 2]);
  const seen = await show(inquiry_id);
  assert.equal(seen.currency, 'KZT');
  assert.ok(seen.rates.every((r: { source: string; as_of: string }) => r.source && r.as_of));
  assert.equal(seen.lowest_landed, second);
  for (const { quote: q, seller: s } of seen.answers) {
    assert.equal(q.price.own.currency, 'KZT');
    assert.equal(q.landed.total.own.currency, 'KZT');
    assert.equal(q.landed.per_unit_own.currency, 'KZT');
    assert.ok(q.landed.lines.length >= 6 && q.lead_time_days >= 0 && Number.isInteger(s.trust));
    assert.deepEqual(q.unknown, []);
  }
  const inUsd = await show(inquiry_id, '?currency=USD');
  assert.ok(
    inUsd.answers.every(
      (a: { quote: { price: { own: { currency: string } } } }) => a.quote.price.own.currency === 'USD',
    ),
  );
  const strange = await award(inquiry_id, { deal_id: world.deals.quoted });
  assert.equal(strange.json().code, 'quoting.no_inquiry');
  assert.equal(
    (await award(inquiry_id, { deal_id: second, quote_number: 7 })).json().code,
    'quoting.no_quote',
  );
  const done = await award(inquiry_id, { deal_id: second, reason: 'Dearer than another' });
  assert.equal(done.statusCode, 200, done.body);
  assert.deepEqual(done.json().declined, [first]);
  assert.equal((await world.call({ url: `/deals/${first}` }, seller)).json().state, 'declined');
  const timeline = (await world.call({ url: `/deals/${first}/timeline` }, seller)).json().items;
  assert.equal(timeline.at(-1).body.reason, 'Dearer than another');
  assert.equal((await award(inquiry_id, { deal_id: first })).json().code, 'quoting.already_awarded');
  assert.equal((await onBoard(inquiry_id)).status, 'awarded');
});

test('others may be left to run on, and what they did not answer is unknown', async () => {
  const { inquiry_id, first, second } = await askTwo();
  await quote(first);
  const seen = await show(inquiry_id);
  assert.equal(seen.answers.find((a: { deal_id: string }) => a.deal_id === second).quote, null);
  assert.equal(seen.lowest_landed, null, 'one answer is not the lowest of any');
  assert.deepEqual((await award(inquiry_id, { deal_id: first, others: 'leave' })).json().declined, []);
  assert.equal((await world.call({ url: `/deals/${second}` }, buyer)).json().state, 'requested');
});

test('all are asked or none: a wrong seller, unit, quantity or place opens no deal', async () => {
  const mine = async () =>
    (await world.app.execute(listDeals, buyer.actor, { limit: 100 })) as { items: unknown[] };
  const before = (await mine()).items.length;
  const [line] = world.samples.request.goods;
  const good = { seller_org_id: seller.actor.org_id };
  const naming = { ...good, listings: [{ line: 1, listing_id: line?.listing_id }] };
  const wrong = async (sellers: object[], change: object = {}) => (await ask(sellers, change)).json();
  const missing = '018f0000-0000-7000-8000-00000000dead';
  const unknown = await wrong([good, { seller_org_id: missing }]);
  assert.deepEqual([unknown.code, unknown.errors.at(-1).path], ['quoting.partner_unknown', '/sellers/1']);
  assert.equal((await wrong([good, good])).code, 'quoting.seller_twice');
  assert.equal(
    (await wrong([good, { ...naming, seller_org_id: others[0]?.org_id }])).code,
    'quoting.listing_unknown',
  );
  const withLine = (change: object) => ({ request: { ...request, goods: [{ ...line, ...change }] } });
  for (const [change, code] of [
    [{ unit: 'kg' }, 'quoting.line_differs'],
    [{ hs_code: '010121' }, 'quoting.line_differs'],
    [{ origin_country: 'KZ' }, 'quoting.line_differs'],
    [{ quantity: '1.000' }, 'quoting.below_minimum'],
  ] as const)
    assert.equal((await wrong([naming], withLine(change))).code, code);
  assert.equal(
    (await wrong([good], { request: { ...request, place_to: 'XX-NO' } })).code,
    'quoting.place_unknown',
  );
  assert.equal((await wrong([{ seller_org_id: buyer.actor.org_id }])).code, 'deals.same_organisation');
  assert.equal((await ask([])).statusCode, 400);
  assert.equal((await ask(Array.from({ length: 21 }, () => good))).statusCode, 400);
  assert.equal((await mine()).items.length, before);
});

test('what the shelf said is taken from the shelf, not from the caller', async () => {
  const [line] = world.samples.request.goods;
  const asked = await ask([{ seller_org_id: seller.actor.org_id }], {
    request: {
      ...request,
      goods: [{ ...line, shelf: { moq: '1', tier_from: '1', lead_time_days: 0 } }],
    },
  });
  const [{ deal_id }] = asked.json().deals;
  const kept = (await world.call({ url: `/deals/${deal_id}/quotes` }, seller)).json().request.goods[0];
  assert.equal(kept.shelf.moq, world.samples.listing.moq);
});

test('nobody else sees a request, not even those who were asked', async () => {
  const { inquiry_id, first } = await askTwo();
  for (const who of [seller, world.stranger.trader]) {
    assert.equal(
      (await world.call({ url: `/inquiries/${inquiry_id}` }, who)).json().code,
      'quoting.no_inquiry',
    );
    assert.deepEqual((await world.call({ url: '/inquiries' }, who)).json().items, []);
    assert.equal((await award(inquiry_id, { deal_id: first }, who)).json().code, 'quoting.no_inquiry');
  }
  assert.equal(
    (await world.call({ url: '/inquiries?cursor=nonsense' }, buyer)).json().code,
    'platform.bad_cursor',
  );
});

test('a page of the board and a comparison take as many statements for one answer as for many', async () => {
  const counted = async (url: string) => {
    const before = statements.count;
    assert.equal((await world.call({ url }, buyer)).statusCode, 200);
    return statements.count - before;
  };
  const { inquiry_id } = await askTwo();
  const alone = (await ask([{ seller_org_id: seller.actor.org_id }])).json().inquiry_id;
  await counted(`/inquiries/${alone}`);
  assert.equal(await counted(`/inquiries/${inquiry_id}`), await counted(`/inquiries/${alone}`));
  assert.equal(await counted('/inquiries?limit=1'), await counted('/inquiries?limit=5'));
});

test('both sides counter; each round says what it changed, an old offer is not answered, and rounds end', async () => {
  const { first } = await askTwo();
  const insured = { insurance: { ...offer().insurance, amount: '777' } };
  assert.equal((await quote(first, { answers: 0 })).statusCode, 200);
  const lower = { offer: offer(95n), answers: 1, note: 'Five less' };
  assert.equal((await quote(first, lower, buyer)).statusCode, 200);
  const late = await quote(first, { offer: offer(98n, insured), answers: 1 });
  assert.deepEqual([late.statusCode, late.json().code], [409, 'quoting.quote_replaced']);
  assert.equal((await quote(first, { offer: offer(98n, insured), answers: 2 })).statusCode, 200);
  const seen = (await world.call({ url: `/deals/${first}/quotes/changes` }, buyer)).json();
  assert.deepEqual(
    seen.rounds.map((r: { offered_by: string }) => r.offered_by),
    ['seller', 'buyer', 'seller'],
  );
  assert.deepEqual(seen.rounds[0].changes, []);
  const fields = (n: number) =>
    seen.rounds[n].changes.map((c: { field: string; line: number }) => `${c.line ?? ''},${c.field}`);
  assert.deepEqual(fields(1).sort(), [',price', '1,amount', '1,unit_price']);
  assert.deepEqual(fields(2).sort(), [',insurance', ',price', '1,amount', '1,unit_price']);
  const price = seen.rounds[1].changes.find((c: { field: string }) => c.field === 'unit_price');
  assert.ok(BigInt(price.before.amount) > BigInt(price.after.amount));
  assert.equal(seen.rounds_left, 17);
  const mixed = offer(100n, { insurance: { amount: '1', currency: 'KGS' } });
  assert.equal((await quote(first, { offer: mixed })).json().code, 'deals.terms_do_not_hold');
  const own = await world.command(seller, `/deals/${first}/quotes/acceptance`, { quote_number: 3 });
  assert.equal(own.json().code, 'quoting.own_quote');
  for (let round = 4; round <= 20; round++) assert.equal((await quote(first)).statusCode, 200);
  assert.equal((await quote(first)).json().code, 'quoting.rounds_used_up');
  const stranger = await world.call({ url: `/deals/${first}/quotes/changes` }, world.stranger.trader);
  assert.equal(stranger.json().code, 'deals.not_found');
});

/** Kinds of the notices of one deal, oldest first; in brackets those that ask for nothing any more. */
const told = async (who: Person, deal_id: string): Promise<string[]> => {
  await world.app.drain();
  const { items } = (await world.call({ url: '/notices?limit=100' }, who)).json();
  return (items as { kind: string; settled: boolean; body: { deal_id?: string } }[])
    .filter((item) => item.body.deal_id === deal_id)
    .map((item) => (item.settled ? `(${item.kind})` : item.kind))
    .reverse();
};
const done = <T extends object>(outcome: T | Refusal): T => {
  assert.ok(!isRefusal(outcome), JSON.stringify(outcome));
  // The clock of the test stands still, and notices are in the order of their time.
  world.app.clock.advanceBy(1000);
  return outcome;
};
const opened = async () => {
  const seller_org_id = seller.actor.org_id;
  return done(await world.app.execute(requestQuote, buyer.actor, { seller_org_id, request })).deal_id;
};
const offers = async (who: Person, deal_id: string, percent: bigint) =>
  done(
    await world.app.execute(offerQuote, who.actor, { deal_id, offer: offer(percent), valid_until: valid() }),
  );

test('each side is told when it is its turn, once, without prices or persons; what is answered asks no more', async () => {
  const { app } = world;
  const deal_id = await opened();
  assert.deepEqual(await told(seller, deal_id), ['rfq.received']);
  await offers(seller, deal_id, 100n);
  assert.deepEqual(await told(buyer, deal_id), ['quote.received']);
  await offers(buyer, deal_id, 90n);
  await offers(seller, deal_id, 95n);
  await app.drain();
  await offers(seller, deal_id, 94n);
  assert.deepEqual(await told(buyer, deal_id), ['(quote.received)', '(quote.countered)', 'quote.countered']);
  done(await app.execute(acceptQuote, buyer.actor, { deal_id, quote_number: 4 }));
  await app.drain();
  done(await app.execute(acceptContract, buyer.actor, { deal_id }));
  assert.deepEqual(await told(seller, deal_id), [
    '(rfq.received)',
    '(quote.countered)',
    '(quote.accepted)',
    'contract.accepted',
  ]);
  done(await app.execute(acceptContract, seller.actor, { deal_id }));
  assert.equal((await told(seller, deal_id)).at(-1), '(contract.accepted)');
  assert.equal((await told(buyer, deal_id)).at(-1), 'contract.concluded');
  assert.deepEqual(await told(world.stranger.trader, deal_id), []);

  const again = await told(buyer, deal_id);
  for (const number of [2, 4, 5])
    await app.within((ctx) => policyJob.handler(ctx, { deal_id, number, kind: 'quote.offered' }));
  assert.deepEqual(await told(buyer, deal_id), again, 'an event that is delivered again is no news');
  const { items } = (await world.call({ url: '/notices' }, buyer)).json();
  const { body } = items.find((item: { body: { deal_id?: string } }) => item.body.deal_id === deal_id);
  assert.deepEqual(Object.keys(body).sort(), ['deal', 'deal_id', 'firm', 'goods']);
});

test('an offer that is overtaken before its notice is written asks for nothing; an end lets all rest', async () => {
  const deal_id = await opened();
  await offers(seller, deal_id, 100n);
  const late = { deal_id, number: 2, kind: 'quote.offered' };
  await offers(seller, deal_id, 99n);
  await world.app.within((ctx) => policyJob.handler(ctx, { ...late, number: 3 }));
  await world.app.within((ctx) => policyJob.handler(ctx, late));
  assert.deepEqual((await told(buyer, deal_id)).sort(), ['(quote.received)', 'quote.countered']);
  done(await world.app.execute(declineQuote, buyer.actor, { deal_id, reason: 'Too dear' }));
  assert.ok((await told(buyer, deal_id)).every((kind) => kind.startsWith('(')));
  assert.deepEqual(await told(seller, deal_id), ['(rfq.received)', 'quote.declined']);
});

test('a seller is told of a sample that is asked for, and the buyer when it is sent', async () => {
  const { app } = world;
  const deal_id = await opened();
  assert.deepEqual(await told(seller, deal_id), ['rfq.received']);
  const asked = done(await app.execute(requestSample, buyer.actor, { deal_id, line: 1, quantity: '1' }));
  assert.deepEqual(await told(seller, deal_id), ['rfq.received', 'sample.requested']);
  const step = async (who: Person, name: 'accept' | 'send' | 'receive', version: number, parcel = {}) =>
    done(
      await app.execute(stepSample, who.actor, {
        deal_id,
        sample_id: asked.sample_id,
        step: name,
        version,
        ...parcel,
      }),
    );
  await step(seller, 'accept', 1);
  assert.deepEqual(await told(seller, deal_id), ['rfq.received', '(sample.requested)']);
  await step(seller, 'send', 2, { carrier: 'Demo Post', tracking_number: 'DEMO-123456' });
  assert.deepEqual(await told(buyer, deal_id), ['sample.sent']);
  await step(buyer, 'receive', 3);
  assert.deepEqual(await told(buyer, deal_id), ['(sample.sent)']);
});

test('two counter-offers to the same offer at once: one stands', async () => {
  const { first } = await askTwo();
  await quote(first, { answers: 0 });
  const sent = await Promise.all([
    quote(first, { offer: offer(96n), answers: 1 }),
    quote(first, { offer: offer(97n), answers: 1 }, buyer),
  ]);
  assert.deepEqual(sent.map((r) => r.statusCode).sort(), [200, 409]);
});

test('an offer ends by the clock and cannot be awarded after', async () => {
  const { inquiry_id, first } = await askTwo();
  await quote(first, { valid_until: valid(2) });
  world.app.clock.advanceBy(3 * 3_600_000);
  const shown = (await show(inquiry_id)).answers.find((a: { deal_id: string }) => a.deal_id === first);
  assert.ok(shown.quote.expired);
  assert.equal((await onBoard(inquiry_id)).offers, 0);
  assert.equal((await award(inquiry_id, { deal_id: first })).json().code, 'quoting.quote_expired');
});
