import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { systemActor } from '../../../platform/actor.ts';
import type { Actor } from '../../../platform/index.ts';
import { approvals } from '../../approvals/index.ts';
import { advance, deals, getDeal, showTimeline } from '../../deals/index.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import { landedCostModule } from '../../landed-cost/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  cancelDeclarationsOfDeal,
  correctDeclaration,
  customs,
  decideDeclaration,
  draftDeclarationOfDeal,
  findAwaitedDeclarations,
  getDeclaration,
  listDeclarations,
  listQueue,
  lodgeDeclaration,
  recordPayment,
  releasedDeclarations,
  supplyRate,
  withdrawDeclaration,
} from '../index.ts';
import { type FundedDeal, fundedDeal, papersOf } from './funded-deal-fixture.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, landedCostModule, approvals, deals, customs]);
});
after(() => app.close());

function refusedWith(outcome: Outcome<unknown>, code: string): void {
  assert.ok(isRefusal(outcome), `expected ${code}`);
  assert.equal(outcome.code, code);
}

async function drafted(deal: FundedDeal, direction: 'export' | 'import', without: string[] = []) {
  const draft = { deal_id: deal.deal_id, direction, ...papersOf(deal.terms, without) };
  return mustSucceed(await app.execute(draftDeclarationOfDeal, systemActor, draft), 'draft');
}

const keyOf = (d: { deal_id: string; declaration_id: string }) => ({
  deal_id: d.deal_id,
  declaration_id: d.declaration_id,
});

/** Lodges and lets customs work in the background. */
async function lodged(deal: FundedDeal, direction: 'export' | 'import') {
  const broker = direction === 'export' ? deal.exportBroker : deal.importBroker;
  const draft = await drafted(deal, direction);
  mustSucceed(await app.execute(lodgeDeclaration, broker, keyOf(draft)), 'lodge');
  await app.drain();
  return mustSucceed(await app.execute(getDeclaration, broker, keyOf(draft)), 'read');
}

async function eventKinds(deal: FundedDeal): Promise<string[]> {
  const timeline = await app.execute(showTimeline, deal.seller, { deal_id: deal.deal_id });
  return mustSucceed(timeline, 'timeline').items.map((e) => e.kind);
}

test('an export in order is assessed, laned green and released; the lines say that no duty is on file', async () => {
  const deal = await fundedDeal(app);
  const d = await lodged(deal, 'export');
  assert.equal(d.state, 'released');
  assert.equal(d.lane, 'green');
  assert.equal(d.country, 'CN');
  assert.deepEqual(d.statistical_value, { amount: '103000000', currency: 'CNY' });
  assert.deepEqual(d.due, { amount: '0', currency: 'CNY' });
  assert.equal(d.assessment?.lines[0]?.amount, null);
  assert.equal(d.assessment?.lines[0]?.status, 'not_charged');
  assert.deepEqual(
    (await eventKinds(deal)).filter((k) => k.startsWith('declaration.')),
    ['declaration.lodged', 'declaration.assessed', 'declaration.laned', 'declaration.released'],
  );
});

test('an import is released after exactly the amount due is paid', async () => {
  const deal = await fundedDeal(app);
  const d = await lodged(deal, 'import');
  assert.equal(d.state, 'laned');
  assert.deepEqual(d.statistical_value, { amount: '103450000', currency: 'CNY' });
  assert.equal(d.assessment?.complete, true);
  assert.ok(d.assessment.lines.every((l) => l.amount !== null && l.source !== ''));
  assert.ok(d.due && d.due.currency === 'KZT');
  const pay = { ...keyOf(d), amount: d.due, transfer_reference: 'transfer-1' };
  const less = { ...pay, amount: { ...d.due, amount: '1' } };
  refusedWith(await app.execute(recordPayment, systemActor, less), 'customs.payment_differs');
  const paid = mustSucceed(await app.execute(recordPayment, systemActor, pay), 'pay');
  assert.equal(paid.state, 'released');
  const again = mustSucceed(await app.execute(recordPayment, systemActor, pay), 'pay again');
  assert.equal(again.version, paid.version);
});

test('drafting twice keeps one declaration and presents the newer documents', async () => {
  const deal = await fundedDeal(app);
  const first = await drafted(deal, 'export', ['packing_list']);
  const second = await drafted(deal, 'export');
  assert.equal(second.declaration_id, first.declaration_id);
  assert.deepEqual(second.documents.map((d) => d.kind).sort(), [
    'certificate_of_origin',
    'commercial_invoice',
    'packing_list',
    'smgs_note',
  ]);
});

test('a missing certificate refuses the declaration; presented, it is corrected and released', async () => {
  const deal = await fundedDeal(app);
  const draft = await drafted(deal, 'export', ['certificate_of_origin']);
  const refused = mustSucceed(await app.execute(lodgeDeclaration, deal.exportBroker, keyOf(draft)), 'lodge');
  assert.equal(refused.state, 'refused');
  assert.deepEqual(refused.reasons, [
    { code: 'customs.check.document_presented', params: { document: 'certificate_of_origin' } },
  ]);
  await drafted(deal, 'export');
  const corrected = await app.execute(correctDeclaration, deal.exportBroker, keyOf(draft));
  assert.equal(mustSucceed(corrected, 'correct').state, 'lodged');
  await app.drain();
  const after = await app.execute(getDeclaration, deal.seller, keyOf(draft));
  assert.equal(mustSucceed(after, 'read').state, 'released');
  assert.deepEqual(
    (await eventKinds(deal)).filter((k) => k.startsWith('declaration.')),
    [
      'declaration.lodged',
      'declaration.refused',
      'declaration.corrected',
      'declaration.lodged',
      'declaration.assessed',
      'declaration.laned',
      'declaration.released',
    ],
  );
});

test('a wrong code and a wrong value refuse; going back to the deal mends both', async () => {
  const deal = await fundedDeal(app);
  const draft = await drafted(deal, 'import');
  const amendments = {
    items: [{ line: 1, hs_code: '999999', value: { amount: '100', currency: 'CNY' as const } }],
  };
  const lodging = { ...keyOf(draft), amendments };
  const refused = mustSucceed(await app.execute(lodgeDeclaration, deal.importBroker, lodging), 'lodge');
  assert.deepEqual(refused.reasons.map((r) => r.code).sort(), [
    'customs.check.hs_code_known',
    'customs.check.item_matches_invoice',
    'customs.check.value_matches_invoice',
  ]);
  const correction = { ...keyOf(draft), from_deal: true };
  const mended = mustSucceed(await app.execute(correctDeclaration, deal.importBroker, correction), 'correct');
  assert.equal(mended.state, 'lodged');
  assert.equal(mended.items[0]?.hs_code, '850760');
  assert.equal(mended.items[0]?.tariff_code, '8507600000');
  assert.equal(mended.items[0]?.statistical_value.amount, '103450000');
});

/** To Dushanbe by road: the processing fee of Tajikistan is not on file, so the assessment stays incomplete. */
const toDushanbe = {
  to_country: 'TJ',
  place_to: 'TJ-DUSHANBE',
  route_id: 'road-kashgar-kulma-dushanbe',
  mode: 'road',
  crossing_export: 'CN-KARASU',
  crossing_import: 'TJ-KULMA',
} as const;

test('a rate that is not on file is never zero: an officer supplies it with a reason', async () => {
  const deal = await fundedDeal(app, toDushanbe);
  const d = await lodged(deal, 'import');
  assert.equal(d.lane, 'yellow');
  assert.equal(d.due, null);
  assert.equal(d.assessment?.total, null);
  const officer = deal.importCustoms;
  const accept = { ...keyOf(d), decision: 'accept' as const };
  refusedWith(await app.execute(decideDeclaration, officer, accept), 'customs.assessment_incomplete');
  const fee = {
    ...keyOf(d),
    line: null,
    kind: 'fee',
    name: 'customs_processing',
    amount: { amount: '123400', currency: 'TJS' as const },
    reason: 'Fee by the order shown at the counter',
  };
  refusedWith(await app.execute(supplyRate, deal.exportCustoms, fee), 'customs.declaration_not_found');
  refusedWith(await app.execute(supplyRate, deal.importBroker, fee), 'customs.not_your_office');
  refusedWith(await app.execute(supplyRate, officer, { ...fee, line: 7 }), 'customs.nothing_to_supply');
  const dollars = { ...fee, amount: { amount: '1', currency: 'USD' as const } };
  refusedWith(await app.execute(supplyRate, officer, dollars), 'customs.wrong_currency');
  refusedWith(await app.execute(supplyRate, officer, { ...fee, pct: '5' }), 'customs.rate_or_amount');
  let now = mustSucceed(await app.execute(supplyRate, officer, fee), 'supply the fee');
  const supplied = now.assessment?.lines.find((l) => l.kind === 'fee');
  assert.equal(supplied?.status, 'supplied_by_officer');
  assert.equal(supplied.amount?.amount, '123400');
  // A duty rate makes the duty, and the VAT that rests on it.
  if (now.assessment?.missing.some((m) => m.kind === 'duty')) {
    const { amount: _amount, ...rest } = fee;
    const duty = { ...rest, line: 1, kind: 'duty', name: 'duty', pct: '5' };
    now = mustSucceed(await app.execute(supplyRate, officer, duty), 'supply the duty');
    assert.equal(now.assessment?.lines.find((l) => l.kind === 'duty')?.status, 'stated');
  }
  assert.equal(now.assessment?.complete, true);
  const accepted = mustSucceed(await app.execute(decideDeclaration, officer, accept), 'accept');
  assert.equal(accepted.state, 'laned');
  assert.ok(accepted.due);
  const pay = { ...keyOf(d), amount: accepted.due, transfer_reference: 'transfer-2' };
  assert.equal(mustSucceed(await app.execute(recordPayment, systemActor, pay), 'pay').state, 'released');
});

test('only the authority of the country decides, and only the declarant or trader lodges', async () => {
  const deal = await fundedDeal(app, toDushanbe);
  const d = await lodged(deal, 'import');
  const refuseIt = { ...keyOf(d), decision: 'refuse' as const, reason_code: 'value_doubtful' as const };
  refusedWith(
    await app.execute(decideDeclaration, deal.exportCustoms, refuseIt),
    'customs.declaration_not_found',
  );
  refusedWith(await app.execute(decideDeclaration, app.member('customs'), refuseIt), 'deals.not_found');
  refusedWith(await app.execute(decideDeclaration, deal.buyer, refuseIt), 'customs.not_your_office');
  refusedWith(
    await app.execute(decideDeclaration, deal.importCustoms, { ...keyOf(d), decision: 'refuse' }),
    'customs.reason_missing',
  );
  refusedWith(await app.execute(correctDeclaration, deal.importCustoms, keyOf(d)), 'customs.not_declarant');
  const refused = mustSucceed(await app.execute(decideDeclaration, deal.importCustoms, refuseIt), 'refuse');
  assert.equal(refused.state, 'refused');
  assert.deepEqual(refused.reasons, [{ code: 'customs.officer.value_doubtful', params: {} }]);
  assert.equal(refused.due, null);
});

test('foreign organisations see no declaration, and the queue holds only one’s own country', async () => {
  const deal = await fundedDeal(app, toDushanbe);
  const d = await lodged(deal, 'import');
  const stranger = app.member('customs', 'broker');
  refusedWith(await app.execute(getDeclaration, stranger, keyOf(d)), 'customs.declaration_not_found');
  refusedWith(await app.execute(listDeclarations, stranger, { deal_id: deal.deal_id }), 'deals.not_found');
  const seen = mustSucceed(
    await app.execute(listDeclarations, deal.seller, { deal_id: deal.deal_id }),
    'list',
  );
  assert.deepEqual(seen.items, []);
  assert.deepEqual(mustSucceed(await app.execute(listQueue, stranger, {}), 'queue').items, []);
  const queue = mustSucceed(await app.execute(listQueue, deal.importCustoms, { lane: 'yellow' }), 'queue');
  assert.deepEqual(
    queue.items.map((i) => i.declaration_id),
    [d.declaration_id],
  );
  refusedWith(await app.execute(listQueue, stranger, { cursor: 'not-a-cursor' }), 'platform.bad_cursor');
  refusedWith(
    await app.execute(listQueue, stranger, { cursor: Buffer.from('["x","y"]').toString('base64url') }),
    'platform.bad_cursor',
  );
});

test('red goods are inspected before they are accepted, paid for or not', async () => {
  const { goods } = sampleTerms();
  const medicines = goods.map((g) => ({ ...g, hs_code: '300490', tariff_code: '3004900002', unit: 'kg' }));
  const deal = await fundedDeal(app, { ...toDushanbe, goods: medicines });
  const d = await lodged(deal, 'import');
  assert.equal(d.lane, 'red');
  const officer = deal.importCustoms;
  let now = d;
  for (const m of d.assessment?.missing ?? []) {
    if (!now.assessment?.missing.some((n) => n.name === m.name)) continue;
    const amount = { amount: '100', currency: 'TJS' as const };
    const supply = {
      ...keyOf(d),
      line: m.line,
      kind: m.kind,
      name: m.name,
      amount,
      reason: 'At the counter, by hand',
    };
    now = mustSucceed(await app.execute(supplyRate, officer, supply), `supply ${m.name}`);
  }
  assert.ok(now.due);
  const pay = { ...keyOf(d), amount: now.due, transfer_reference: 'transfer-4' };
  assert.equal(mustSucceed(await app.execute(recordPayment, systemActor, pay), 'pay').state, 'paid');
  const decide = (decision: 'inspect' | 'accept') =>
    app.execute(decideDeclaration, officer, { ...keyOf(d), decision });
  refusedWith(await decide('accept'), 'customs.inspection_first');
  assert.equal(mustSucceed(await decide('inspect'), 'inspect').state, 'paid');
  assert.equal(mustSucceed(await decide('accept'), 'accept').state, 'released');
});

test('lodged twice at once, a declaration is lodged once', async () => {
  const deal = await fundedDeal(app);
  const key = keyOf(await drafted(deal, 'export'));
  const both = await Promise.all([1, 2].map(() => app.execute(lodgeDeclaration, deal.exportBroker, key)));
  const [refused] = both.filter(isRefusal);
  assert.equal(both.filter(isRefusal).length, 1);
  assert.equal(refused?.code, 'customs.not_now');
  await app.drain();
  assert.equal((await eventKinds(deal)).filter((k) => k === 'declaration.lodged').length, 1);
});

test('what waits is named for whom it waits', async () => {
  const deal = await fundedDeal(app, toDushanbe);
  await drafted(deal, 'export');
  const d = await lodged(deal, 'import');
  const awaited = (actor: Actor) =>
    app.within(
      async (ctx) => (await findAwaitedDeclarations(ctx, 10)).map((a) => [a.action, a.direction]),
      actor,
    );
  assert.equal(d.state, 'laned');
  assert.deepEqual(await awaited(deal.exportBroker), [['lodge-declaration', 'export']]);
  assert.deepEqual(await awaited(deal.importCustoms), [['decide-declaration', 'import']]);
  assert.deepEqual(await awaited(deal.importBroker), []);
});

test('the queue turns its pages, oldest deadline first', async () => {
  const office = app.member('customs');
  const numbers: string[] = [];
  for (let i = 0; i < 3; i++) {
    const deal = await fundedDeal(app, toDushanbe, { importCustoms: office });
    numbers.push((await lodged(deal, 'import')).number);
    app.clock.advanceBy(60_000);
  }
  const first = mustSucceed(await app.execute(listQueue, office, { limit: 2 }), 'first page');
  assert.ok(first.next_cursor);
  const rest = { limit: 2, cursor: first.next_cursor };
  const second = mustSucceed(await app.execute(listQueue, office, rest), 'second page');
  assert.deepEqual(
    [...first.items, ...second.items].map((i) => i.number),
    numbers,
  );
  assert.equal(second.next_cursor, null);
});

test('withdrawn and cancelled declarations make room for new ones, and leave the statistics', async () => {
  const deal = await fundedDeal(app);
  const draft = await drafted(deal, 'import');
  const reason = 'wrong broker';
  const withdrawal = { ...keyOf(draft), reason };
  refusedWith(
    await app.execute(withdrawDeclaration, deal.seller, withdrawal),
    'customs.declaration_not_found',
  );
  const gone = mustSucceed(await app.execute(withdrawDeclaration, deal.importBroker, withdrawal), 'withdraw');
  assert.equal(gone.state, 'withdrawn');
  const next = await drafted(deal, 'import');
  assert.notEqual(next.declaration_id, draft.declaration_id);
  assert.ok(next.number.endsWith('-I2'));
  const exported = await lodged(deal, 'export');
  assert.equal(exported.state, 'released');
  const cancel = { deal_id: deal.deal_id, reason: 'deal cancelled' };
  const cancelled = mustSucceed(await app.execute(cancelDeclarationsOfDeal, systemActor, cancel), 'cancel');
  assert.equal(cancelled.cancelled, 2);
  const { items } = await app.within((ctx) => releasedDeclarations(ctx.tx, { since: new Date(0) }));
  assert.ok(items.every((i) => i.deal_id !== deal.deal_id));
});

test('a released pair explains its mirror gap to the cent, with dated dollar values', async () => {
  const deal = await fundedDeal(app);
  await lodged(deal, 'export');
  const imported = await lodged(deal, 'import');
  assert.ok(imported.due);
  const pay = { ...keyOf(imported), amount: imported.due, transfer_reference: 'transfer-3' };
  mustSucceed(await app.execute(recordPayment, systemActor, pay), 'pay');
  const { items, mark } = await app.within((ctx) => releasedDeclarations(ctx.tx, { since: new Date(0) }));
  const own = items.filter((i) => i.deal_id === deal.deal_id);
  const [out] = own.filter((i) => i.direction === 'export');
  const [inn] = own.filter((i) => i.direction === 'import');
  assert.ok(out && inn && own.length === 2);
  const gap = BigInt(inn.statistical_value.amount) - BigInt(out.statistical_value.amount);
  const { freight, insurance } = deal.terms;
  assert.equal(gap, BigInt(freight.at_frontier.amount) + BigInt(insurance.amount));
  assert.deepEqual(
    [out.reporter, out.partner, out.basis, inn.reporter, inn.partner, inn.basis],
    ['CN', 'KZ', 'FOB', 'KZ', 'CN', 'CIF'],
  );
  assert.equal(out.usd_value?.currency, 'USD');
  assert.ok(out.usd_rate?.source && out.demo && out.period === '2026-03');
  const rest = await app.within((ctx) => releasedDeclarations(ctx.tx, { since: mark }));
  assert.deepEqual(rest.items, []);
});

test('an imported lot lodged after arrival is let in by an officer only', async () => {
  const deal = await fundedDeal(app);
  await app.within(async (ctx) => {
    const found = mustSucceed(await getDeal(ctx, deal.deal_id), 'get');
    const shipped = mustSucceed(
      await advance(ctx, found, { event: 'consignment.departed', body: {} }),
      'depart',
    );
    mustSucceed(await advance(ctx, shipped, { event: 'consignment.arrived', body: {} }), 'arrive');
  });
  const d = await lodged(deal, 'import');
  assert.equal(d.state, 'laned');
  assert.equal(d.lane, 'yellow');
  assert.ok(d.lane_reasons.some((r) => r.code === 'customs.risk.lodged_after_arrival'));
});

test('hostile and stale input is refused and writes nothing', async () => {
  const deal = await fundedDeal(app);
  const draft = await drafted(deal, 'import');
  const lodging = (more: object) => ({ ...keyOf(draft), ...more });
  refusedWith(
    await app.execute(lodgeDeclaration, deal.importBroker, lodging({ version: 99 })),
    'customs.changed_meanwhile',
  );
  refusedWith(
    await app.execute(lodgeDeclaration, deal.importBroker, lodging({ amendments: { items: [{ line: 9 }] } })),
    'customs.no_such_line',
  );
  for (const change of [{ quantity: '119.5' }, { quantity: '0.5', unit: 'pair' }])
    refusedWith(
      await app.execute(
        lodgeDeclaration,
        deal.importBroker,
        lodging({ amendments: { items: [{ line: 1, ...change }] } }),
      ),
      'reference.quantity_not_whole',
    );
  const dollars = { amount: '5', currency: 'USD' };
  refusedWith(
    await app.execute(
      lodgeDeclaration,
      deal.importBroker,
      lodging({ amendments: { statistical_value: dollars } }),
    ),
    'customs.wrong_currency',
  );
  refusedWith(await app.execute(correctDeclaration, deal.importBroker, lodging({})), 'customs.not_now');
  const after = mustSucceed(await app.execute(getDeclaration, deal.importBroker, keyOf(draft)), 'read');
  assert.equal(after.state, 'draft');
  assert.equal(after.version, 1);
});
