import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { systemActor } from '../../../platform/actor.ts';
import { statements } from '../../../platform/database/tx.ts';
import { publicActor } from '../../../platform/index.ts';
import { approvals } from '../../approvals/index.ts';
import { deals } from '../../deals/index.ts';
import { landedCostModule } from '../../landed-cost/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { checkRules } from '../checks.ts';
import { customs, draftDeclarationOfDeal, officerReasons } from '../index.ts';
import { refusals } from '../refusals.ts';
import { riskRules } from '../risk.ts';
import { type FundedDeal, fundedDeal, papersOf } from './funded-deal-fixture.ts';
import { type Served, served } from './served-fixture.ts';

let app: TestApp;
let api: Served;
before(async () => {
  app = await testApp([reference, parties, landedCostModule, approvals, deals, customs]);
  api = await served(app, customs);
});
after(async () => {
  await api.server.close();
  await app.close();
});

async function draftOf(deal: FundedDeal, direction: 'export' | 'import'): Promise<string> {
  const draft = { deal_id: deal.deal_id, direction, ...papersOf(deal.terms) };
  const { declaration_id } = mustSucceed(
    await app.execute(draftDeclarationOfDeal, systemActor, draft),
    'draft',
  );
  return `/deals/${deal.deal_id}/declarations/${declaration_id}`;
}

test('a declaration goes over HTTP from lodging to what the officer sees', async () => {
  const deal = await fundedDeal(app);
  const path = await draftOf(deal, 'import');
  const lodged = await api.call(deal.importBroker, 'POST', `${path}/lodging`, {});
  assert.equal(lodged.status, 200);
  assert.equal(lodged.body.state, 'lodged');
  await app.drain();
  const shown = await api.call(deal.importCustoms, 'GET', path);
  assert.equal(shown.body.state, 'laned');
  const list = await api.call(deal.buyer, 'GET', `/deals/${deal.deal_id}/declarations`);
  const [first] = list.body.items ?? [];
  assert.equal(first?.lane, 'green');
  const assessment = first?.assessment as { lines: { source: string }[]; complete: boolean };
  assert.ok(assessment.complete && assessment.lines.every((l) => l.source !== ''));
  const queue = await api.call(deal.importCustoms, 'GET', '/declarations?state=laned&lane=green&limit=5');
  assert.equal(queue.body.items?.length, 1);
});

test('a failed check is an answer with reasons, not an error', async () => {
  const deal = await fundedDeal(app);
  const path = await draftOf(deal, 'import');
  const wrong = { amendments: { items: [{ line: 1, hs_code: '999999' }] } };
  const answer = await api.call(deal.importBroker, 'POST', `${path}/lodging`, wrong);
  assert.equal(answer.status, 200);
  assert.equal(answer.body.state, 'refused');
  assert.ok((answer.body.reasons as unknown[]).length > 0);
});

test('hostile input is refused before it reaches anything', async () => {
  const deal = await fundedDeal(app);
  const path = await draftOf(deal, 'export');
  const bad: [path: string, body: object][] = [
    [`${path}/lodging`, { amendments: { items: [{ line: 1, hs_code: "1' or '1'='1" }] } }],
    [`${path}/lodging`, { amendments: { items: [{ line: 1, quantity: '-5' }] } }],
    [`${path}/lodging`, { amendments: { statistical_value: { amount: '9'.repeat(40), currency: 'CNY' } } }],
    [`${path}/lodging`, { documents: [] }],
    [`${path}/decisions`, { decision: 'release' }],
    [`${path}/decisions`, { decision: 'refuse', reason_code: 'because' }],
    [`${path}/rates`, { line: 1, kind: 'duty', name: 'duty', pct: '1e9', reason: 'long enough reason' }],
    [`${path}/rates`, { line: 1, kind: 'duty', name: 'duty', pct: '5', reason: 'short' }],
    ['/deals/not-a-uuid/declarations/x/lodging', {}],
  ];
  for (const [at, body] of bad) {
    const answer = await api.call(deal.exportBroker, 'POST', at, body);
    assert.equal(answer.status, 400, `${at} ${JSON.stringify(body)}`);
    assert.equal(answer.body.code, 'platform.bad_input');
  }
  const queue = await api.call(deal.exportCustoms, 'GET', '/declarations?state=anything');
  assert.equal(queue.status, 400);
  assert.equal((await api.call(publicActor, 'GET', path)).status, 401);
  assert.equal((await api.call(app.member('broker'), 'GET', path)).status, 404);
});

test('a list is a handful of statements however many declarations it shows', async () => {
  const deal = await fundedDeal(app);
  await draftOf(deal, 'export');
  const path = `/deals/${deal.deal_id}/declarations`;
  await api.call(deal.seller, 'GET', path);
  const before = statements.count;
  await api.call(deal.seller, 'GET', path);
  assert.ok(statements.count - before <= 2, `${statements.count - before} statements`);
});

test('every code that a reader may meet has a sentence in three languages', () => {
  const codes = [
    ...Object.keys(refusals),
    ...checkRules.map((r) => `customs.check.${r.check}`),
    ...riskRules.map((r) => `customs.risk.${r.code}`),
    ...officerReasons.map((r) => `customs.officer.${r}`),
  ];
  for (const locale of ['en', 'zh', 'ru']) {
    const file = new URL(`../../../../web/src/locales/${locale}/refusals.json`, import.meta.url);
    const told = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { title: string }>;
    assert.deepEqual(
      codes.filter((code) => !told[code]?.title),
      [],
      locale,
    );
  }
});
