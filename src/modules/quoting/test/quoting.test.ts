import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TestApp } from '../../../../test/app.ts';
import { testTheatre } from '../../../../test/theatre.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { cases, goodsOf } from '../../../simulator/cases.ts';
import {
  answerWithQuote,
  askForQuote,
  newPlay,
  type Play,
  prepareOffer,
} from '../../../simulator/negotiate.ts';
import { demoBank, demoTraders, memberOf } from '../../../simulator/organisations.ts';
import { Stage, type Theatre } from '../../../simulator/stage.ts';
import { openWorld } from '../../../simulator/world.ts';
import { checkServices } from '../check-services.ts';
import { acceptQuote, declineQuote, listQuotes, offerQuote, requestQuote } from '../index.ts';

let app: TestApp;
let theatre: Theatre;
before(async () => {
  ({ app, theatre } = await testTheatre());
  await openWorld(new Stage(theatre, 'world', new Date('2025-10-01T00:00:00Z')).runtime);
});
after(() => app.close());

function asked(seed: string): Play {
  const [chosen] = cases;
  assert.ok(chosen);
  const [buyer] = demoTraders(chosen.to_country);
  const [seller] = demoTraders(chosen.from_country);
  assert.ok(buyer && seller);
  return newPlay(
    new Stage(theatre, seed, new Date('2026-03-02T08:00:00Z')),
    chosen,
    buyer,
    seller,
    goodsOf(chosen).lot_low,
  );
}

const code = (answer: unknown): string => (isRefusal(answer) ? answer.code : 'accepted');

test('the newest offer is accepted by the other side, once, and not after it has expired', async () => {
  const play = asked('accept');
  await askForQuote(play);
  const first = await answerWithQuote(play, { valid_days: 2 });
  const second = await answerWithQuote(play, { valid_days: 2 });
  const { stage, deal_id } = play;
  const accept = (actor: Play['buyerActor'], quote_number: number) =>
    stage.attempt(actor, acceptQuote, { deal_id, quote_number });
  assert.equal(code(await accept(play.buyerActor, first.quote_number)), 'quoting.quote_replaced');
  assert.equal(code(await accept(play.sellerActor, second.quote_number)), 'quoting.own_quote');
  assert.equal(code(await accept(play.buyerActor, 9)), 'quoting.no_quote');
  stage.clock.advanceBy(3 * 86_400_000);
  assert.equal(code(await accept(play.buyerActor, second.quote_number)), 'quoting.quote_expired');
});

test('an offer carries the landed cost with rule and source of each line', async () => {
  const play = asked('landed');
  await askForQuote(play);
  const { landed_cost } = await answerWithQuote(play);
  const cost = landed_cost as {
    complete: boolean;
    charges: { kind: string; source: string; rate_text: string }[];
  };
  assert.ok(cost.complete);
  assert.deepEqual(cost.charges.map((c) => c.kind).sort(), ['duty', 'fee', 'vat']);
  assert.ok(cost.charges.every((c) => c.source.length > 0 && c.rate_text.length > 0));
});

test('a request names a listing of this seller, at least its minimum, and a place on file', async () => {
  const play = asked('request');
  const [chosen] = cases;
  const other = demoTraders('CN')[1];
  assert.ok(chosen && other);
  await askForQuote(play);
  const { request } = mustSucceed(
    await play.stage.attempt(play.buyerActor, listQuotes, { deal_id: play.deal_id }),
    'list',
  );
  assert.ok(request);
  const ask = (change: object, seller_org_id = play.seller.org_id) =>
    play.stage.attempt(play.buyerActor, requestQuote, { seller_org_id, request: { ...request, ...change } });
  const [line] = request.goods;
  assert.ok(line);
  assert.equal(code(await ask({}, other.org_id)), 'quoting.listing_unknown');
  assert.equal(code(await ask({ goods: [{ ...line, quantity: '1.000' }] })), 'quoting.below_minimum');
  const takeMultiplesOf = (multiple: number | null) =>
    app.within(({ tx }) =>
      tx.run('update catalogue.listing set order_multiple = $2 where listing_id = $1', [
        line.listing_id,
        multiple,
      ]),
    );
  await takeMultiplesOf(7);
  assert.equal(code(await ask({ goods: [{ ...line, quantity: '99999.000' }] })), 'quoting.not_a_multiple');
  await takeMultiplesOf(null);
  assert.equal(code(await ask({ place_to: 'XX-NOWHERE' })), 'quoting.place_unknown');
  assert.equal(code(await ask({}, '00000000-0000-7000-8000-00000000dead')), 'quoting.partner_unknown');
  assert.equal(
    code(await ask({ goods: [{ ...line, listing_id: undefined }] }, play.buyer.org_id)),
    'deals.same_organisation',
  );
});

test('a request that does not hold together is refused with every field, and opens no deal', async () => {
  const play = asked('fields');
  await askForQuote(play);
  const { request } = mustSucceed(
    await play.stage.attempt(play.buyerActor, listQuotes, { deal_id: play.deal_id }),
    'list',
  );
  const [line] = request?.goods ?? [];
  assert.ok(request && line);
  const bare = { ...line, listing_id: undefined };
  const answer = await play.stage.attempt(play.buyerActor, requestQuote, {
    seller_org_id: play.seller.org_id,
    request: {
      ...request,
      incoterm: 'ABC',
      goods: [
        { ...bare, hs_code: '854140' },
        { ...bare, hs_code: '850799' },
        { ...bare, line: 3, unit: 'parrots', origin_country: 'XX', quantity: '-1' },
        { ...bare, line: 4, unit_price: { amount: '5', currency: 'KZT' } },
        { ...bare, line: 5, quantity: '999999999999999' },
        { ...bare, line: 6, unit: 'pcs', quantity: '0.5' },
        { ...bare, line: 7, unit: 'kpcs', quantity: '0.501' },
      ],
    },
  });
  assert.ok(isRefusal(answer));
  assert.equal(answer.code, 'quoting.request_wrong');
  assert.deepEqual(
    answer.errors.map(({ path, code: wrong }) => `${path.replace('/request', '')} ${wrong}`),
    [
      '/goods/0/hs_code hs_ended',
      '/goods/1/line line_twice',
      '/goods/1/hs_code hs_unknown',
      '/goods/2/quantity not_positive',
      '/goods/2/unit unit_unknown',
      '/goods/2/origin_country country_unknown',
      '/goods/3/unit_price mixed_currencies',
      '/goods/4/quantity too_large',
      '/goods/5/quantity not_whole',
      '/incoterm incoterm_unknown',
    ],
  );
});

test('an offer’s carrier, brokers and bank are on the directory as such, demonstration and real never mix, and sums can be written', async () => {
  const play = asked('services');
  await askForQuote(play);
  const offer = await prepareOffer(play);
  const { stage, deal_id } = play;
  const valid_until = new Date(stage.clock.now().getTime() + 86_400_000).toISOString();
  const answer = (change: object) =>
    stage.attempt(play.sellerActor, offerQuote, { deal_id, offer: { ...offer, ...change }, valid_until });
  const outsider = demoTraders('UZ')[0];
  assert.ok(outsider);
  for (const [field, org_id] of [
    ['carrier_org_id', '00000000-0000-7000-8000-00000000dead'],
    ['carrier_org_id', outsider.org_id],
    ['export_broker_org_id', demoBank.org_id],
    ['import_broker_org_id', play.buyer.org_id],
    ['bank_org_id', offer.carrier_org_id],
  ] as const) {
    const refused = await answer({ [field]: org_id });
    assert.ok(isRefusal(refused));
    assert.equal(refused.code, 'quoting.service_unknown');
    assert.deepEqual(
      refused.errors?.map((e) => [e.path, e.code]),
      [[`/offer/${field}`, 'not_a_service']],
    );
  }
  const [line] = offer.goods;
  assert.ok(line);
  const dear = {
    ...line,
    unit_price: { ...line.unit_price, amount: '9'.repeat(18) },
    gross_weight_kg: '9'.repeat(15),
  };
  const huge = await answer({ goods: [dear], insurance: { ...offer.insurance, amount: '9'.repeat(18) } });
  assert.ok(isRefusal(huge));
  assert.deepEqual(
    huge.errors?.map((e) => `${e.path} ${e.code}`),
    ['/goods/0/amount too_large', '/goods/0/gross_weight_kg too_large', '/insurance too_large'],
  );
  assert.equal(code(await answer({})), 'accepted');
  const real = await app.within((ctx) => checkServices(ctx, { demo: false }, offer));
  assert.ok(isRefusal(real));
  assert.deepEqual(new Set(real.errors?.map((e) => e.code)), new Set(['demo_and_real']));
});

test('nobody but buyer and seller sees what was offered', async () => {
  const play = asked('secret');
  await askForQuote(play);
  await answerWithQuote(play);
  const stranger = demoTraders('UZ')[0];
  assert.ok(stranger);
  assert.equal(
    code(await play.stage.attempt(memberOf(stranger), listQuotes, { deal_id: play.deal_id })),
    'deals.not_found',
  );
  assert.equal(
    code(
      await play.stage.attempt(memberOf(stranger), declineQuote, {
        deal_id: play.deal_id,
        reason: 'not mine',
      }),
    ),
    'deals.not_found',
  );
});
