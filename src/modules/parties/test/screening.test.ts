import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  blockedAmong,
  decideHit,
  getOrganisation,
  importWatchlist,
  listHits,
  onboardOrganisation,
  parties,
  registerOrganisations,
  verifyOrganisation,
} from '../index.ts';

let app: TestApp;
const random = seededRandom('screening');
before(async () => {
  app = await testApp([parties]);
  operator = await body('operator');
  institution = await body('institution');
});
after(() => app.close());

let operator: Actor;
let institution: Actor;
const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'done');

async function body(kind: 'operator' | 'institution'): Promise<Actor> {
  const org_id = uuidv7(app.clock.now(), random);
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        org_id,
        name: `Demo ${kind}`,
        kind,
        country: 'KZ',
        demo: false,
        registered_at: app.clock.now(),
        registration_scheme: 'kz_bin',
        registration_number: makeRegistration('kz_bin', random),
      },
    ]),
  );
  return {
    kind: 'person',
    user_id: org_id,
    org_id,
    org_kind: kind,
    roles: [kind === 'operator' ? 'admin' : kind],
  };
}

async function onboard(name: string): Promise<string> {
  app.clock.advanceBy(1000);
  const { org_id } = mustSucceed(
    await app.execute(onboardOrganisation, institution, {
      name,
      kind: 'trader',
      country: 'KZ',
      registration_scheme: 'kz_bin',
      registration_number: makeRegistration('kz_bin', random),
    }),
    name,
  );
  return org_id;
}
const importing = (csv: string) =>
  app.within((ctx) =>
    importWatchlist(ctx, {
      list_id: 'made-up',
      source: 'a list made up for this test',
      as_of: '2026-03-01',
      csv,
    }),
  );
const hits = async (state: 'open' | 'cleared' | 'confirmed' = 'open') =>
  mustSucceed(await app.execute(listHits, operator, { state }), 'hits').items;
const verify = async (org_id: string) => code(await app.execute(verifyOrganisation, institution, { org_id }));
const decide = async (hit: { org_id: string; hit_id: string }, decision: 'cleared' | 'confirmed') =>
  code(await app.execute(decideHit, operator, { ...hit, decision, note: 'compared the papers' }));

test('a firm with the name of a listed one waits for a person, who clears or confirms it', async () => {
  assert.equal(
    code(await importing('entry_id,name,aliases,country\nX1,Kara-Bulut Sauda LLP,Қара-Бұлт Сауда ЖШС,KZ\n')),
    'done',
  );
  const [clean, listed, alike] = [
    await onboard('Ak Jelken Trade'),
    await onboard('Кара-Булут Сауда ТОО'),
    await onboard('Karabulut Sawda'),
  ];
  assert.equal(await verify(clean), 'parties.screening_open', 'nobody is verified before the comparison');
  await app.drain();
  assert.equal(await verify(clean), 'done');
  assert.equal(await verify(listed), 'parties.screening_open');

  const watched = (await hits()).filter((h) => h.list_id === 'made-up');
  assert.deepEqual(
    watched.map((h) => [h.org_id, h.entry_id, h.same_country]).sort(),
    [
      [listed, 'X1', true],
      [alike, 'X1', true],
    ].sort(),
  );
  const of = (org_id: string) => watched.find((h) => h.org_id === org_id) as (typeof watched)[number];

  assert.equal(await decide(of(listed), 'confirmed'), 'done');
  assert.equal(await decide(of(listed), 'cleared'), 'parties.hit_not_open', 'decided once');
  assert.equal(
    code(await app.execute(getOrganisation, institution, { org_id: listed })),
    'parties.not_found',
  );
  assert.equal(await verify(listed), 'parties.not_found');
  assert.equal(await decide(of(alike), 'cleared'), 'done');

  // The two of them are alike as well: somebody looks whether it is one firm here twice.
  for (const hit of (await hits()).filter((h) => h.org_id === alike)) {
    assert.equal(hit.list_id, 'duplicate');
    assert.equal(await decide(hit, 'cleared'), 'done');
  }
  assert.equal(await verify(alike), 'done');
});

test('the list again changes nothing; a new state of it is compared with everybody, and what was decided stays', async () => {
  const csv =
    'entry_id,name,aliases,country\nX1,Kara-Bulut Sauda LLP,Қара-Бұлт Сауда ЖШС,KZ\nX2,Ak Jelken Trade,,\n';
  const decided = (await hits('cleared')).length;
  const first = mustSucceed(await importing(csv), 'import');
  assert.ok(first.screened >= 5 && !first.unchanged);
  assert.deepEqual(mustSucceed(await importing(csv), 'again'), { entries: 2, screened: 0, unchanged: true });
  assert.equal((await hits('cleared')).length, decided);
  assert.deepEqual(
    (await hits()).map((h) => [h.entry_id, h.given_name]),
    [['X2', 'Ak Jelken Trade']],
  );
});

test('wrong rows are named, and the list stays as it was', async () => {
  const outcome = await importing(
    'entry_id,name,country\nX1,,KZ\nX1,Somebody,Kazakhstan\n,Nameless,\nX9,Fine,CN\n',
  );
  assert.ok(isRefusal(outcome));
  assert.deepEqual(
    outcome.errors.map((e) => [e.path, e.code]),
    [
      ['row 2', 'name'],
      ['row 3', 'entry_id'],
      ['row 4', 'entry_id'],
    ],
  );
  assert.equal(code(await importing('entry_id,name\n"X1')), 'parties.watchlist_unreadable');
  assert.equal((await hits()).length, 1);
});

test('nobody but the operator sees or decides hits, whatever their role', async () => {
  const [hit] = await hits();
  assert.ok(hit);
  const admin: Actor = { ...app.member('admin'), org_kind: 'trader' };
  assert.deepEqual(mustSucceed(await app.execute(listHits, admin, {}), 'hits').items, []);
  const { org_id, hit_id } = hit;
  assert.equal(
    code(await app.execute(decideHit, admin, { org_id, hit_id, decision: 'cleared', note: 'x' })),
    'parties.hit_not_open',
  );
  const seen = await app.within((ctx) => ctx.tx.rows('select 1 from parties.screening_hit'), {
    ...institution,
    org_id: hit.org_id,
  });
  assert.deepEqual(seen, [], 'the firm itself does not see its hits');
});

test('a block is lifted by two persons; until both have agreed it stands, and a key of the house is nobody', async () => {
  const [hit] = await hits('confirmed');
  assert.ok(hit);
  const { org_id, hit_id } = hit;
  const second: Actor = { ...operator, user_id: institution.org_id };
  const key: Actor = { ...operator, user_id: null };
  const says = async (who: Actor, decision: 'cleared' | 'confirmed' | 'lifting') =>
    code(await app.execute(decideHit, who, { org_id, hit_id, decision, note: 'the list was corrected' }));
  const blocked = () => app.within((ctx) => blockedAmong(ctx.tx, [org_id, operator.org_id]));

  assert.deepEqual(await blocked(), [org_id]);
  assert.equal(await says(second, 'cleared'), 'parties.hit_not_open', 'nobody lifts alone');
  assert.equal(await says(key, 'lifting'), 'parties.four_eyes');
  assert.equal(await says(operator, 'lifting'), 'done');
  assert.deepEqual(await blocked(), [org_id], 'asking lifts nothing');
  assert.equal(await says(operator, 'cleared'), 'parties.four_eyes');
  assert.equal(await says(key, 'cleared'), 'parties.four_eyes');
  assert.equal(await says(second, 'confirmed'), 'done', 'the second may say no');
  assert.deepEqual(await blocked(), [org_id]);

  assert.equal(await says(second, 'lifting'), 'done');
  assert.equal(await says(operator, 'cleared'), 'done');
  assert.deepEqual(await blocked(), []);
});
