import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listDeals, showDeal, showTimeline } from '../src/modules/deals/index.ts';
import { viewDealMoney } from '../src/modules/payments/index.ts';
import { showStock } from '../src/modules/warehousing/index.ts';
import { cases, goodsOf } from '../src/simulator/cases.ts';
import { invariantsOf } from '../src/simulator/invariants.ts';
import { newPlay, type Play } from '../src/simulator/negotiate.ts';
import { demoTraders, memberOf } from '../src/simulator/organisations.ts';
import { playDeal } from '../src/simulator/play-deal.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Stage, type Theatre } from '../src/simulator/stage.ts';
import { openWorld } from '../src/simulator/world.ts';
import type { TestApp } from './app.ts';
import { testTheatre } from './theatre.ts';

let app: TestApp;
let theatre: Theatre;
before(async () => {
  ({ app, theatre } = await testTheatre());
  await openWorld(new Stage(theatre, 'world', new Date('2025-10-01T00:00:00Z')).runtime);
});
after(() => app.close());

async function played(
  scenario: Scenario,
  index = 0,
  seed = '',
): Promise<{
  play: Play;
  kinds: string[];
  last: { kind: string; state_after: string; body: object } | undefined;
}> {
  const chosen = cases[index];
  assert.ok(chosen);
  const [buyer] = demoTraders(chosen.to_country);
  const seller = demoTraders(chosen.from_country)[1];
  assert.ok(buyer && seller);
  const stage = new Stage(theatre, `${scenario} ${index}${seed}`, new Date('2026-02-02T08:00:00Z'));
  const play = newPlay(stage, chosen, buyer, seller, goodsOf(chosen).lot_low);
  await playDeal(play, scenario);
  const { items } = await stage.act(play.buyerActor, showTimeline, { deal_id: play.deal_id });
  return { play, kinds: items.map((e) => e.kind), last: items.at(-1) };
}

const money = (play: Play) => play.stage.act(play.sellerActor, viewDealMoney, { deal_id: play.deal_id });
const stock = (play: Play) => play.stage.act(play.sellerActor, showStock, { deal_id: play.deal_id });

test('a deal goes from request to closed, and the money is where it belongs', async () => {
  const { play, kinds, last } = await played('straight');
  for (const kind of [
    'contract.concluded',
    'escrow.funded',
    'document.issued',
    'consignment.departed',
    'consignment.gauge_changed',
    'duties.paid',
    'escrow.released',
    'deal.closed',
  ])
    assert.ok(kinds.includes(kind), kind);
  assert.equal(last?.state_after, 'closed');
  const { escrow, transfers } = await money(play);
  assert.deepEqual([escrow?.held.amount, escrow?.status], ['0', 'released']);
  assert.ok(transfers.length >= 3);
});

test('an expired quote ends the deal and cannot be accepted', async () => {
  const { last } = await played('quote_expired');
  assert.deepEqual([last?.kind, last?.state_after], ['quote.expired', 'lapsed']);
});

test('a buyer who does not fund: the deal lapses, the reserved stock is free', async () => {
  const { play, kinds, last } = await played('not_funded', 5);
  assert.ok(kinds.includes('funding.expired'));
  assert.equal(last?.state_after, 'lapsed');
  assert.ok((await stock(play)).lines.every((l) => l.at.seller === '0.000'));
});

test('cancelled before departure: the buyer has the money back, the timeline says why', async () => {
  const { play, kinds, last } = await played('cancelled', 9);
  assert.equal(last?.state_after, 'cancelled');
  assert.ok(
    kinds.includes('deal.cancelled') &&
      kinds.includes('escrow.refunded') &&
      kinds.includes('stock.unreserved'),
  );
  assert.deepEqual((await money(play)).escrow?.status, 'refunded');
});

test('a buyer who has the goods and says nothing: they count as accepted, and the seller is paid', async () => {
  const { play, kinds, last } = await played('not_accepted', 3);
  assert.equal(last?.state_after, 'closed');
  assert.deepEqual((await money(play)).escrow?.status, 'released');
  const { items } = await play.stage.act(play.buyerActor, showTimeline, { deal_id: play.deal_id });
  const at = (kind: string): number => Date.parse(items.find((e) => e.kind === kind)?.at ?? '');
  assert.equal(at('goods.accepted') - at('consignment.delivered'), 14 * 86_400_000, kinds.join(' '));
});

for (const [scenario, index, code] of [
  ['wrong_hs_code', 0, 'hs_code'],
  ['value_mismatch', 9, 'value'],
  ['missing_certificate', 1, 'document'],
] as const)
  test(`customs refuses (${scenario}), says why, and releases what was corrected`, async () => {
    const { kinds, play } = await played(scenario, index);
    const { items } = await play.stage.act(play.sellerActor, showTimeline, { deal_id: play.deal_id });
    const { items: mine } = await play.stage.act(play.buyerActor, showTimeline, { deal_id: play.deal_id });
    const refusals = [...items, ...mine].filter((e) => e.kind === 'declaration.refused');
    assert.ok(refusals.length > 0, kinds.join(' '));
    assert.match(JSON.stringify(refusals[0]?.body), new RegExp(code));
    assert.equal(
      (await play.stage.act(play.buyerActor, showDeal, { deal_id: play.deal_id })).state,
      'closed',
    );
  });

for (const scenario of ['damaged', 'dispute_arbitrated'] as const)
  test(`goods arrive damaged (${scenario}): the price is divided and damaged goods lie apart`, async () => {
    const { play } = await played(scenario);
    const { escrow } = await money(play);
    assert.equal(escrow?.status, 'divided');
    assert.ok(BigInt(escrow?.refunded.amount ?? '0') > 0n && escrow?.held.amount === '0');
    assert.ok((await stock(play)).lines.some((l) => Number(l.at.damaged) > 0));
  });

/** The seller as screening has it, without a person's decision; its word in the directory stays for the play. */
const screen = (org_id: string, state: 'blocked' | 'clear') =>
  app.within((ctx) =>
    ctx.tx.run('update parties.organisation set screening = $2 where org_id = $1', [org_id, state]),
  );

test('a seller whom screening has blocked is paid nothing; the deal says why, and pays once the block is lifted', async () => {
  const chosen = cases[0];
  assert.ok(chosen);
  const seller = demoTraders(chosen.from_country)[1];
  assert.ok(seller);
  const { org_id } = memberOf(seller);
  await screen(org_id, 'blocked');
  const { play, kinds, last } = await played('straight', 0, ' blocked');
  assert.equal(kinds.filter((kind) => kind === 'escrow.withheld').length, 1);
  assert.ok(!kinds.includes('escrow.released') && last?.state_after === 'accepted');
  const held = (await money(play)).escrow;
  assert.deepEqual([held?.withheld?.payees, held?.released.amount], [['seller'], '0']);
  assert.equal(held?.held.amount, held?.funded.amount);

  // Looked for again while the block stands: nothing moves and nothing is said twice.
  await play.stage.enqueue('deals.pay-withheld');
  const kindsNow = async () =>
    (await play.stage.act(play.buyerActor, showTimeline, { deal_id: play.deal_id })).items.map((e) => e.kind);
  assert.equal((await kindsNow()).filter((kind) => kind === 'escrow.withheld').length, 1);

  await screen(org_id, 'clear');
  await play.stage.enqueue('deals.pay-withheld');
  assert.ok((await kindsNow()).includes('deal.closed'));
  const paid = (await money(play)).escrow;
  assert.deepEqual([paid?.withheld, paid?.held.amount, paid?.status], [null, '0', 'released']);
});

test('a buyer whom screening has blocked is given nothing back until the block is lifted', async () => {
  const buyer = demoTraders(cases[0]?.to_country ?? '')[0];
  assert.ok(buyer);
  const { org_id } = memberOf(buyer);
  await screen(org_id, 'blocked');
  const { play, kinds } = await played('cancelled', 0, ' blocked');
  assert.ok(kinds.includes('escrow.withheld') && !kinds.includes('escrow.refunded'));
  assert.deepEqual((await money(play)).escrow?.withheld?.payees, ['buyer']);
  await screen(org_id, 'clear');
  await play.stage.enqueue('deals.pay-withheld');
  assert.deepEqual(
    [(await money(play)).escrow?.withheld, (await money(play)).escrow?.status],
    [null, 'refunded'],
  );
});

test('after all of that every invariant of the store holds', async () => {
  const invariants = await app.within(async (ctx) => invariantsOf(ctx));
  assert.deepEqual(
    invariants.filter((i) => !i.holds),
    [],
  );
});

test('the list of deals is one statement whatever its length', async () => {
  const chosen = cases[0];
  const [buyer] = demoTraders(chosen?.to_country ?? '');
  assert.ok(buyer);
  const stage = new Stage(theatre, 'list', new Date('2026-06-01T00:00:00Z'));
  const { statements } = await import('../src/platform/database/tx.ts');
  const before_ = statements.count;
  const page = await stage.act(memberOf(buyer), listDeals, { limit: 100 });
  assert.ok(page.items.length >= 4);
  assert.equal(statements.count - before_, 1);
});
