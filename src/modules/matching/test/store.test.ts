import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { allModules } from '../../../../test/all-modules.ts';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { batteryPacks, newId, tradingFirm, wantedPacks } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, publicActor, systemActor } from '../../../platform/index.ts';
import {
  insertListings,
  type NeedInput,
  publishListing,
  publishNeed,
  withdrawListing,
} from '../../catalogue/index.ts';
import { listNotices } from '../../notices/index.ts';
import { setRateCards } from '../../transport/index.ts';
import { answerIntroduction, findMatches, findPartners, introduce, listIntroductions } from '../index.ts';

let app: TestApp;
let seller: Actor;
let buyer: Actor;
let need_id: string;
let listing_id: string;

before(async () => {
  app = await testApp(await allModules());
  seller = await tradingFirm(app, 'Cells of Xi’an');
  buyer = await tradingFirm(app, 'Sun of Almaty', 'KZ');
  need_id = mustSucceed(await app.execute(publishNeed, buyer, wantedPacks), 'need').need_id;
  listing_id = newId(app);
  const base = { ...batteryPacks, org_id: seller.org_id, demo: true, created_at: app.clock.now() };
  const variants: Partial<typeof batteryPacks>[] = [
    { hs_code: '850710', title: 'Same heading' },
    { hs_code: '851712', title: 'Same chapter' },
    { hs_code: '520512', title: 'Yarn' },
    {
      moq: '9000',
      tiers: batteryPacks.tiers.slice(0, 1).map((t) => ({ ...t, min_quantity: '9000' })),
      title: 'Huge lots',
    },
  ];
  await app.within((ctx) =>
    insertListings(ctx.tx, [
      { ...base, listing_id },
      ...variants.map((variant) => ({ ...base, ...variant, listing_id: newId(app) })),
      { ...base, org_id: buyer.org_id, listing_id: newId(app), title: 'The buyer’s own' },
    ]),
  );
});
after(() => app.close());

const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'accepted');

test('matches come best first, with reasons, in seven statements, without the buyer’s own and other chapters', async () => {
  const count = statements.count;
  const { items } = mustSucceed(await app.execute(findMatches, buyer, { need_id }), 'matches');
  assert.equal(statements.count - count, 7);
  assert.equal(items[0]?.listing_id, listing_id);
  assert.deepEqual(
    items.map((item) => item.title),
    ['Lithium battery packs 48 V', 'Same heading', 'Huge lots', 'Same chapter'],
  );
  assert.equal(items[0]?.price.amount, '52000', 'four hundred pieces buy at the first tier');
  assert.ok((items[0]?.score ?? 0) > (items[1]?.score ?? 100));
  for (const item of items) assert.equal(item.parts.length, 11);
  assert.equal(
    code(await app.execute(findMatches, buyer, { need_id: newId(app) })),
    'catalogue.need_not_found',
  );
  assert.equal(code(await app.execute(findMatches, publicActor, { need_id })), 'platform.not_signed_in');
});

test('certificates, their last day, Incoterms of further prices and capacity come from the listing', async () => {
  const wanted: NeedInput = {
    ...wantedPacks,
    certificates: ['certificate_of_conformity', 'certificate_of_origin'],
    incoterm: 'DAP',
    quantity_per_month: '100',
    package_kind: 'carton',
  };
  const asked = mustSucceed(await app.execute(publishNeed, buyer, wanted), 'need');
  const before = { need_id: asked.need_id, limit: 100 };
  const others = mustSucceed(await app.execute(findMatches, buyer, before), 'matches').items;
  const full = {
    ...batteryPacks,
    title: 'With all papers',
    certificates: ['certificate_of_conformity', 'certificate_of_origin'],
    certificate_validity: [{ certificate: 'certificate_of_origin', valid_until: '2020-01-01' }],
    price_lists: [
      {
        currency: 'USD' as const,
        incoterm: 'DAP',
        place: 'KZ-ALMATY',
        tiers: [{ min_quantity: '100', amount: '60000' }],
      },
    ],
    capacity_per_month: '50',
  };
  const made = mustSucceed(await app.execute(publishListing, seller, full), 'listing');
  const count = statements.count;
  const { items } = mustSucceed(await app.execute(findMatches, buyer, before), 'matches');
  assert.equal(statements.count - count, 7);
  assert.equal(items.length, others.length + 1);
  const best = items.find((item) => item.listing_id === made.listing_id);
  assert.deepEqual(
    best?.parts
      .slice(6, 9)
      .map(({ points, reason, facts }) => [points, reason, facts.missing ?? facts.offered]),
    [
      [3, 'some_certificates', 'certificate_of_origin'],
      [4, 'incoterm_on_list', 'FCA'],
      [1, 'capacity_short', undefined],
    ],
  );
  mustSucceed(await app.execute(withdrawListing, seller, made), 'withdraw');
});

test('a price in another currency is compared by the rate on file, and counts nothing where there is none', async () => {
  const priceOf = async (currency: 'CNY' | 'RUB', amount: string) => {
    const wanted = { ...wantedPacks, max_price: { amount, currency } };
    const asked = mustSucceed(await app.execute(publishNeed, buyer, wanted), 'need');
    const { items } = mustSucceed(await app.execute(findMatches, buyer, asked), 'matches');
    const best = items.find((item) => item.listing_id === listing_id);
    assert.equal(best?.price.currency, 'USD', 'its own price stays as it is');
    return best?.parts.find(({ part }) => part === 'price');
  };
  const dear = await priceOf('CNY', '100000');
  assert.deepEqual([dear?.known, dear?.points, dear?.facts.currency], [true, 0, 'CNY']);
  assert.equal((await priceOf('CNY', '1000000'))?.points, 20);
  const unknown = await priceOf('RUB', '1000000');
  assert.deepEqual([unknown?.known, unknown?.reason], [false, 'currencies_differ']);
});

test('landed cost and record are looked up for the best, and stay unknown where nothing is on file', async () => {
  const looked = async () => {
    const { items } = mustSucceed(await app.execute(findMatches, buyer, { need_id }), 'matches');
    const best = items.find((item) => item.listing_id === listing_id);
    return best?.parts.slice(9).map(({ known, reason, facts }) => ({ known, reason, facts })) ?? [];
  };
  assert.deepEqual(
    (await looked()).map(({ known, reason }) => [known, reason]),
    [
      [false, 'landed_not_known'],
      [false, 'few_deals'],
    ],
    'no rate card and no deal is on file',
  );
  const card = {
    org_id: newId(app),
    rate_card_id: newId(app),
    route_id: 'rail-xian-horgos-almaty',
    basis: 'tonne' as const,
    container_load_kg: null,
    amount: 20_000n,
    currency: 'USD' as const,
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    demo: false,
  };
  const counted = (count: number, of: number) => ({ count, of, share_percent: null });
  const record = (on_time: number) =>
    app.within(async ({ tx }) => {
      const figures = {
        contracts: 20,
        on_time: counted(on_time, 20),
        claims: counted(1, 20),
        claims_upheld: 0,
        refusals: counted(0, 0),
        answers: counted(20, 20),
        answer_hours: 3,
        repeat_buyers: counted(1, 10),
      };
      await tx.run(
        `insert into reputation.record (org_id, since, until, figures, counted_at)
         values ($1, '2024-03-01', '2026-03-01', $2, now())
         on conflict (org_id) do update set figures = excluded.figures`,
        [seller.org_id, figures],
      );
    });
  await app.within((ctx) => setRateCards(ctx.tx, [card]));
  await record(19);
  const [landed, past] = await looked();
  assert.deepEqual([landed?.known, landed?.reason], [true, 'on_top']);
  // 400 pieces at USD 520 with freight, duty and VAT, in the money of the country; its VAT alone is 16 in a hundred.
  assert.equal(landed?.facts.currency, 'KZT');
  assert.ok(
    Number(landed?.facts.percent) >= 16 && Number(landed?.facts.percent) < 40,
    JSON.stringify(landed),
  );
  assert.deepEqual(past?.facts, { deals: 20, on_time: 95, claims: 5, refusals: 0 });
  const scoreOf = async () =>
    mustSucceed(await app.execute(findMatches, buyer, { need_id }), 'matches').items[0]?.score ?? 0;
  const good = await scoreOf();
  await record(4);
  assert.ok((await scoreOf()) < good, 'who is late in four deals of five stands behind');
});

test('a need for more than anybody trades has matches whose cost is not known', async () => {
  const wanted = { ...wantedPacks, quantity: '999999999999' };
  const asked = mustSucceed(await app.execute(publishNeed, buyer, wanted), 'need');
  const { items } = mustSucceed(await app.execute(findMatches, buyer, asked), 'matches');
  assert.ok(items.length > 0);
  for (const { parts } of items) assert.equal(parts[9]?.reason, 'landed_not_known');
});

test('firms that fit are found in both directions by their best pair, and a firm without goods has none', async () => {
  const partnersOf = async (firm: Actor, as = firm) =>
    mustSucceed(await app.execute(findPartners, as, { org_id: firm.org_id }), 'partners');
  const count = statements.count;
  const sells = (await partnersOf(buyer)).items.find(({ side }) => side === 'seller');
  assert.ok(
    statements.count - count <= 6,
    'the goods, both kinds of them, and the rates of the currencies of limits',
  );
  assert.deepEqual(
    [sells?.firm.org_id, sells?.listing.title, sells?.demo],
    [seller.org_id, 'Lithium battery packs 48 V', true],
  );
  const institution = app.member('institution');
  const buys = (await partnersOf(seller, institution)).items.filter(({ side }) => side === 'buyer');
  assert.equal(buys[0]?.firm.org_id, buyer.org_id);
  assert.equal(buys.length, 1, 'a firm stands once, with its best pair');
  assert.ok(buys[0] && sells && buys[0].score >= 30 && buys[0].parts.length === 11);
  assert.deepEqual(await partnersOf(app.member('trader')), { items: [], without_goods: true });
  assert.equal(
    code(await app.execute(findPartners, publicActor, { org_id: seller.org_id })),
    'platform.not_signed_in',
  );
});

test('an institution introduces once; buyer, seller and it see it, nobody else', async () => {
  const centre = app.member('institution');
  const made = mustSucceed(
    await app.execute(introduce, centre, { need_id, listing_id, note: 'Meet at the fair.' }),
    'introduce',
  );
  assert.equal(
    code(await app.execute(introduce, centre, { need_id, listing_id })),
    'matching.already_introduced',
  );
  assert.equal(
    code(await app.execute(introduce, app.member('institution'), { need_id, listing_id })),
    'matching.already_introduced',
  );
  for (const actor of [centre, buyer, seller]) {
    const { items } = mustSucceed(await app.execute(listIntroductions, actor, {}), 'list');
    assert.deepEqual(
      items.map((i) => i.introduction_id),
      [made.introduction_id],
    );
  }
  const stranger = app.member('institution');
  assert.equal(mustSucceed(await app.execute(listIntroductions, stranger, {}), 'list').items.length, 0);
  await app.within(async (ctx) => {
    assert.equal((await ctx.tx.rows('select 1 from matching.introduction')).length, 0);
    assert.equal(await ctx.tx.run(`update matching.introduction set note = 'mine'`), 0);
  }, stranger);

  const { introduction_id } = made;
  const answer = { introduction_id, answer: 'welcome' as const };
  for (const actor of [stranger, centre])
    assert.equal(
      code(await app.execute(answerIntroduction, actor, answer)),
      'matching.introduction_not_found',
    );
  assert.equal(code(await app.execute(answerIntroduction, seller, answer)), 'accepted');
  assert.equal(code(await app.execute(answerIntroduction, seller, answer)), 'matching.already_answered');
  const { items } = mustSucceed(await app.execute(listIntroductions, buyer, {}), 'list');
  assert.equal(items[0]?.seller_answer, 'welcome');
  assert.equal(items[0]?.buyer_answer, null);

  await app.drain();
  const told = async (actor: Actor): Promise<unknown[]> =>
    mustSucceed(await app.execute(listNotices, actor, {}), 'notices').items.map(
      ({ kind, body, settled }) =>
        `${settled ? 'done ' : ''}${kind} ${'other' in body ? body.other : 'firm' in body ? body.firm : ''}`,
    );
  assert.deepEqual((await told(buyer)).sort(), [
    'introduction.answered Cells of Xi’an',
    'introduction.made Cells of Xi’an',
  ]);
  assert.deepEqual(await told(seller), ['done introduction.made Sun of Almaty']);
  assert.deepEqual(await told(centre), ['introduction.answered Cells of Xi’an']);
  assert.deepEqual(await told(stranger), []);
});

test('nobody introduces itself, nor what does not match', async () => {
  const yarn = await app.within((ctx) =>
    ctx.tx.one<{ listing_id: string }>(`select listing_id from catalogue.listing where title = 'Yarn'`),
  );
  const centre = app.member('institution');
  assert.equal(
    code(await app.execute(introduce, centre, { need_id, listing_id: yarn.listing_id })),
    'matching.not_a_match',
  );
  assert.equal(
    code(await app.execute(introduce, buyer, { need_id, listing_id })),
    'matching.introducer_is_party',
  );
  mustSucceed(await app.execute(withdrawListing, seller, { listing_id }), 'withdraw');
  assert.equal(
    code(await app.execute(introduce, systemActor, { need_id, listing_id })),
    'matching.not_a_match',
  );
});
