import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  bindingLevelOf,
  decidePaper,
  getOrganisation,
  getOwnTrust,
  getPaperFile,
  handInPaper,
  listWaitingPapers,
  type OrganisationKind,
  parties,
  registerOrganisations,
} from '../index.ts';
import { lapseEndedTrust } from '../papers/lapse-trust.ts';
import { type HeldPaper, largestDeal, levelByPapers } from '../papers/levels.ts';

let app: TestApp;
const random = seededRandom('papers');
let operator: Actor;
let centre: Actor;
let otherCentre: Actor;
before(async () => {
  app = await testApp([parties]);
  operator = await organisation('operator');
  centre = await organisation('institution');
  otherCentre = await organisation('institution');
});
after(() => app.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const code = (outcome: Outcome<unknown>): string | undefined =>
  isRefusal(outcome) ? outcome.code : undefined;

async function organisation(kind: OrganisationKind, onboarded_by?: string): Promise<Actor> {
  const org_id = uuidv7(app.clock.now(), random);
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        org_id,
        name: `Demo ${kind} ${org_id.slice(-4)}`,
        kind,
        country: 'KZ',
        registration_scheme: 'kz_bin',
        registration_number: makeRegistration('kz_bin', random),
        demo: false,
        onboarded_by,
        registered_at: app.clock.now(),
      },
    ]),
  );
  const role = kind === 'operator' ? 'admin' : kind;
  return { kind: 'person', user_id: org_id, org_id, org_kind: kind, roles: [role as 'trader'] };
}

async function handIn(firm: Actor, kind: HeldPaper['kind'], expires_on?: string): Promise<string> {
  const file = PNG.toString('base64');
  const paper = await app.execute(handInPaper, firm, { kind, file, ...(expires_on ? { expires_on } : {}) });
  return mustSucceed(paper, kind).paper_id;
}
const decide = (by: Actor, firm: Actor, paper_id: string, decision: 'approved' | 'refused', note?: string) =>
  app.execute(decidePaper, by, { org_id: firm.org_id, paper_id, decision, ...(note ? { note } : {}) });
const trust = async (firm: Actor): Promise<number> =>
  mustSucceed(await app.execute(getOrganisation, operator, { org_id: firm.org_id }), 'profile').trust;
const binds = (firm: Actor, amount: string) =>
  app.within(async (ctx) => (await bindingLevelOf(ctx, firm.org_id))({ amount, currency: 'USD' }), firm);

test('approved papers raise a firm level by level, and each level lets it agree to more', async () => {
  const firm = await organisation('trader', centre.org_id);
  assert.equal(code(await binds(firm, '20000001')), 'parties.deal_above_trust');
  assert.equal(await binds(firm, '20000000'), true);

  const before = mustSucceed(await app.execute(getOwnTrust, firm, {}), 'trust');
  assert.deepEqual(before.next?.needs, [
    { paper: 'registration_certificate', decided_by: 'institution', state: 'missing' },
  ]);
  const certificate = await handIn(firm, 'registration_certificate');
  const waiting = mustSucceed(await app.execute(listWaitingPapers, centre, {}), 'queue');
  assert.ok(waiting.items.some((paper) => paper.paper_id === certificate));
  mustSucceed(await decide(centre, firm, certificate, 'approved'), 'approve');
  assert.equal(await trust(firm), 2);
  assert.equal(await binds(firm, '2000000000'), true);
  assert.equal(code(await binds(firm, '2000000001')), 'parties.deal_above_trust');

  const tax = await handIn(firm, 'tax_registration');
  const authority = await handIn(firm, 'signatory_authority', '2026-09-01');
  assert.equal(code(await decide(centre, firm, tax, 'approved')), 'parties.cannot_decide_paper');
  mustSucceed(await decide(operator, firm, tax, 'approved'), 'tax');
  assert.equal(await trust(firm), 2);
  mustSucceed(await decide(operator, firm, authority, 'approved'), 'authority');
  const own = mustSucceed(await app.execute(getOwnTrust, firm, {}), 'trust');
  assert.deepEqual([own.now.level, own.until, own.next], [3, '2026-09-01', null]);
  assert.equal(await binds(firm, '900000000000000000'), true);
});

test('when a paper ends, trust falls to what the others give: at once for limits, by the job for the name', async () => {
  const firm = await organisation('trader', centre.org_id);
  const papers = [
    await handIn(firm, 'registration_certificate'),
    await handIn(firm, 'tax_registration', '2026-03-10'),
    await handIn(firm, 'signatory_authority'),
  ];
  for (const paper of papers) mustSucceed(await decide(operator, firm, paper, 'approved'), 'approve');
  assert.equal(await trust(firm), 3);
  app.clock.advanceBy(9 * 86_400_000);
  assert.equal(code(await binds(firm, '2000001')), 'parties.deal_above_trust');
  assert.equal(await app.within((ctx) => lapseEndedTrust(ctx)), 1);
  assert.equal(await trust(firm), 2);
  assert.equal(await app.within((ctx) => lapseEndedTrust(ctx)), 0);
  const needs = mustSucceed(await app.execute(getOwnTrust, firm, {}), 'trust').next?.needs;
  assert.equal(needs?.find((n) => n.paper === 'tax_registration')?.state, 'expired');
});

test('papers of a firm do not exist for another firm, another institution or its own decision', async () => {
  const firm = await organisation('trader', centre.org_id);
  const stranger = await organisation('trader', otherCentre.org_id);
  const paper_id = await handIn(firm, 'registration_certificate');
  const { org_id } = firm;
  for (const reader of [firm, centre, operator]) {
    const file = mustSucceed(await app.execute(getPaperFile, reader, { org_id, paper_id }), 'file');
    assert.deepEqual([file.content_type, Buffer.from(file.body)], ['image/png', PNG]);
  }
  for (const reader of [stranger, otherCentre]) {
    assert.equal(
      code(await app.execute(getPaperFile, reader, { org_id, paper_id })),
      'parties.paper_not_found',
    );
    assert.equal(code(await decide(reader, firm, paper_id, 'approved')), 'parties.paper_not_found');
    const queue = mustSucceed(await app.execute(listWaitingPapers, reader, {}), 'queue');
    assert.deepEqual(
      queue.items.filter((p) => p.org_id === org_id),
      [],
    );
  }
  assert.equal(code(await decide(firm, firm, paper_id, 'approved')), 'parties.cannot_decide_paper');
  assert.equal(await trust(firm), 1);
});

test('a refusal needs a reason, a decision is taken once, and what is refused raises nothing', async () => {
  const firm = await organisation('trader', centre.org_id);
  const paper_id = await handIn(firm, 'registration_certificate');
  assert.equal(code(await decide(centre, firm, paper_id, 'refused')), 'parties.paper_needs_reason');
  mustSucceed(await decide(centre, firm, paper_id, 'refused', 'The stamp cannot be read'), 'refuse');
  assert.equal(code(await decide(centre, firm, paper_id, 'approved')), 'parties.paper_decided');
  assert.equal(await trust(firm), 1);
  const own = mustSucceed(await app.execute(getOwnTrust, firm, {}), 'trust');
  assert.deepEqual([own.next?.needs[0]?.state, own.papers[0]?.note], ['refused', 'The stamp cannot be read']);
});

test('what is no paper, is too large, has ended, or is one too many is refused and leaves no row', async () => {
  const firm = await organisation('trader', centre.org_id);
  const send = (bytes: Buffer, more = {}) =>
    app.execute(handInPaper, firm, { kind: 'licence', file: bytes.toString('base64'), ...more });
  assert.equal(code(await send(Buffer.from('MZ program'))), 'parties.paper_unusable');
  assert.equal(code(await send(Buffer.concat([PNG, Buffer.from('<script>')]))), 'parties.paper_unusable');
  assert.equal(code(await send(Buffer.alloc(5_000_001))), 'parties.paper_too_large');
  assert.equal(code(await send(PNG, { expires_on: '2026-01-01' })), 'parties.paper_expired');
  assert.deepEqual(mustSucceed(await app.execute(getOwnTrust, firm, {}), 'trust').papers, []);
  for (let i = 0; i < 10; i++) mustSucceed(await send(PNG), 'paper');
  assert.equal(code(await send(PNG)), 'parties.papers_too_many');
});

test('levels by papers: the longest of a kind counts, the first to end decides, limits have a day', () => {
  const held = (kind: HeldPaper['kind'], expires_on: string | null = null): HeldPaper => ({
    kind,
    state: 'approved',
    expires_on,
  });
  const two = [
    held('registration_certificate', '2026-05-01'),
    held('registration_certificate', '2027-05-01'),
  ];
  assert.deepEqual(levelByPapers(two, '2026-04-01'), { level: 2, until: '2027-05-01' });
  assert.deepEqual(levelByPapers(two, '2027-05-02'), { level: 0, until: null });
  const all = [
    held('registration_certificate'),
    held('tax_registration', '2026-06-01'),
    held('signatory_authority'),
  ];
  assert.deepEqual(levelByPapers(all, '2026-04-01'), { level: 3, until: '2026-06-01' });
  assert.equal(largestDeal(0, 'USD', '2025-12-31'), undefined);
  assert.equal(largestDeal(3, 'USD', '2026-06-01'), undefined);
});
