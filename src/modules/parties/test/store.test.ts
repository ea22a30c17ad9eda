import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { NO_ORG, uuidv7 } from '../../../kernel/ids.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import type { Actor, Role } from '../../../platform/index.ts';
import {
  acceptInvitation,
  changeRoles,
  findOrganisations,
  getOrganisation,
  getOwnOrganisation,
  inviteMember,
  listOrganisations,
  membershipOf,
  onboardOrganisation,
  parties,
  registerMembers,
  registerOrganisation,
  registerOrganisations,
  removeMember,
  TREASURY_ORG_ID,
  verifyOrganisation,
} from '../index.ts';
import { screenOrganisations } from '../screening/screen-organisations.ts';

let app: TestApp;
const random = seededRandom('parties');

before(async () => {
  app = await testApp([parties]);
});
after(() => app.close());

const newId = (): string => uuidv7(app.clock.now(), random);
const visitor = (): Actor => ({
  kind: 'person',
  user_id: newId(),
  org_id: NO_ORG,
  org_kind: 'public',
  roles: [],
});
const firm = (name: string, number = makeRegistration('kz_bin', random)) => ({
  name,
  kind: 'trader' as const,
  country: 'KZ',
  registration_scheme: 'kz_bin' as const,
  registration_number: number,
});

async function found(name: string, number?: string): Promise<Actor> {
  const actor = visitor();
  const profile = mustSucceed(
    await app.execute(registerOrganisation, actor, {
      ...firm(name, number),
      email: 'desk@example.org',
      your_name: 'A',
    }),
    'register',
  );
  return { ...actor, org_id: profile.org_id, org_kind: 'trader', roles: ['trader', 'admin'] };
}

async function institution(): Promise<Actor> {
  const actor = { ...app.member('institution', 'admin') };
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        ...firm('Centre for Tests'),
        kind: 'institution',
        registration_number: makeRegistration('kz_bin', random),
        org_id: actor.org_id,
        demo: true,
        registered_at: app.clock.now(),
      },
    ]),
  );
  return actor;
}

const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'accepted');

test('a person registers a firm, works in it, and the number cannot be taken twice', async () => {
  const number = makeRegistration('kz_bin', random);
  const owner = await found('First Firm', number);
  const own = mustSucceed(await app.execute(getOwnOrganisation, owner, {}), 'own');
  assert.equal(own.profile.trust, 1);
  assert.equal(own.profile.status, 'registered');
  assert.deepEqual(own.registrations[0]?.number, number);
  assert.equal(own.contact?.email, 'desk@example.org');
  assert.deepEqual(own.members[0]?.roles, ['trader', 'admin']);

  const second = await app.execute(registerOrganisation, visitor(), {
    ...firm('Copy', number),
    your_name: 'B',
  });
  assert.equal(code(second), 'parties.number_taken');
  const list = mustSucceed(await app.execute(listOrganisations, owner, { q: 'copy' }), 'list');
  assert.equal(list.items.length, 0, 'a refused registration leaves nothing behind');

  const again = await app.execute(registerOrganisation, owner, { ...firm('More'), your_name: 'A' });
  assert.equal(code(again), 'parties.already_member');
});

test('nobody registers himself as a bank or a customs office', async () => {
  const outcome = await app.execute(registerOrganisation, visitor(), {
    ...firm('Own Bank'),
    kind: 'bank',
    your_name: 'X',
  });
  assert.equal(code(outcome), 'parties.kind_not_self_registering');
});

test('the same request with the same key founds one firm', async () => {
  const actor = visitor();
  const input = { ...firm('Once'), your_name: 'A' };
  const one = await app.execute(registerOrganisation, actor, input, { idempotency_key: 'founding-1' });
  const two = await app.execute(registerOrganisation, actor, input, { idempotency_key: 'founding-1' });
  assert.deepEqual(one, two);
  assert.equal(code(one), 'accepted');
});

test('others read the profile but never numbers, contacts, members or invitations', async () => {
  const owner = await found('Discreet');
  await app.execute(inviteMember, owner, { email: 'a@example.org', roles: ['trader'] });
  const stranger = app.member('trader');
  const profile = mustSucceed(
    await app.execute(getOrganisation, stranger, { org_id: owner.org_id }),
    'profile',
  );
  assert.equal(profile.name, 'Discreet');
  assert.ok(!JSON.stringify(profile).includes('desk@example.org'));
  await app.within(async (ctx) => {
    for (const table of ['registration', 'contact', 'member', 'invitation']) {
      const rows = await ctx.tx.rows(`select 1 from parties.${table}`);
      assert.equal(rows.length, 0, `${table} shows nothing to a stranger`);
    }
    assert.equal(
      await ctx.tx.run(`update parties.organisation set name = 'Mine' where org_id = $1`, [owner.org_id]),
      0,
    );
  }, stranger);
});

test('an institution brings a firm on, invites its first member and vouches for it', async () => {
  const centre = await institution();
  const firmProfile = mustSucceed(
    await app.execute(onboardOrganisation, centre, firm('Brought On')),
    'onboard',
  );
  assert.equal(firmProfile.onboarded_by, centre.org_id);
  assert.equal(firmProfile.demo, true);
  const { org_id } = firmProfile;

  const invited = mustSucceed(
    await app.execute(inviteMember, centre, { org_id, email: 'new@example.org', roles: ['trader', 'admin'] }),
    'invite',
  );
  const person = visitor();
  const joined = mustSucceed(
    await app.execute(acceptInvitation, person, { token: invited.token, your_name: 'N' }),
    'accept',
  );
  assert.equal(joined.org_id, org_id);
  assert.equal(
    code(await app.execute(acceptInvitation, visitor(), { token: invited.token, your_name: 'M' })),
    'parties.invitation_not_valid',
  );
  assert.equal(
    code(await app.execute(inviteMember, centre, { org_id, email: 'b@example.org', roles: ['trader'] })),
    'parties.cannot_invite',
  );

  await app.within((ctx) => screenOrganisations(ctx, [org_id]));
  const verified = mustSucceed(await app.execute(verifyOrganisation, centre, { org_id }), 'verify');
  assert.equal(verified.trust, 2);
  assert.equal(code(await app.execute(verifyOrganisation, centre, { org_id })), 'parties.already_verified');
  const membership = await app.within((ctx) => membershipOf(ctx.tx, person.user_id ?? ''));
  assert.equal(membership?.org_kind, 'trader');
});

test('neither a stranger, nor another institution, nor the firm itself can vouch or bring on', async () => {
  const owner = await found('Lonely');
  const other = await institution();
  for (const actor of [owner, other, app.member('admin')])
    assert.equal(
      code(await app.execute(verifyOrganisation, actor, { org_id: owner.org_id })),
      'parties.cannot_verify',
    );
  assert.equal(code(await app.execute(onboardOrganisation, owner, firm('No'))), 'platform.not_allowed');
  assert.equal(
    code(await app.execute(onboardOrganisation, other, { ...firm('Bank'), kind: 'bank' })),
    'parties.kind_not_onboardable',
  );
});

test('the operator brings the treasury on once, under its own number, and invites its people', async () => {
  const operator = { ...app.member('admin'), org_kind: 'operator' };
  const desk = { ...firm('Treasury'), kind: 'treasury' as const };
  const made = mustSucceed(await app.execute(onboardOrganisation, operator, desk), 'onboard');
  assert.equal(made.org_id, TREASURY_ORG_ID);
  const again = { ...firm('Second Treasury'), kind: 'treasury' as const };
  assert.equal(code(await app.execute(onboardOrganisation, operator, again)), 'parties.treasury_exists');
  const role = { org_id: made.org_id, roles: ['treasurer'] as Role[] };
  mustSucceed(await app.execute(inviteMember, operator, { ...role, email: 'a@example.org' }), 'invite');
  assert.equal(
    code(await app.execute(registerOrganisation, visitor(), { ...again, your_name: 'Me' })),
    'parties.kind_not_self_registering',
  );
});

test('an invitation dies after seven days', async () => {
  const owner = await found('Slow');
  const { token } = mustSucceed(
    await app.execute(inviteMember, owner, { email: 'late@example.org', roles: ['trader'] }),
    'invite',
  );
  app.clock.advanceBy(8 * 24 * 3600 * 1000);
  assert.equal(
    code(await app.execute(acceptInvitation, visitor(), { token, your_name: 'L' })),
    'parties.invitation_not_valid',
  );
});

test('roles stay within the kind, and the last administrator stays', async () => {
  const owner = await found('Ruled');
  const user_id = owner.user_id ?? '';
  assert.equal(
    code(await app.execute(changeRoles, owner, { user_id, roles: ['admin', 'customs'] })),
    'parties.role_not_of_kind',
  );
  assert.equal(
    code(await app.execute(inviteMember, owner, { email: 'a@example.org', roles: ['customs'] })),
    'parties.role_not_of_kind',
  );
  assert.equal(
    code(await app.execute(changeRoles, owner, { user_id, roles: ['trader'] })),
    'parties.last_admin',
  );
  assert.equal(code(await app.execute(removeMember, owner, { user_id })), 'parties.last_admin');
  const second = newId();
  await app.within((ctx) =>
    registerMembers(
      ctx.tx,
      [{ org_id: owner.org_id, user_id: second, display_name: 'S', roles: ['trader', 'admin'] }],
      app.clock.now(),
    ),
  );
  // Both administrators leave at the same moment: one of them must stay.
  const outcomes = await Promise.all([
    app.execute(removeMember, owner, { user_id }),
    app.execute(removeMember, owner, { user_id: second }),
  ]);
  assert.deepEqual(outcomes.map(code).sort(), ['accepted', 'parties.last_admin']);
});

test("another firm's administrator cannot change or remove a member", async () => {
  const owner = await found('Target');
  const stranger = await found('Raider');
  const user_id = owner.user_id ?? '';
  assert.equal(
    code(await app.execute(changeRoles, stranger, { user_id, roles: ['trader'] })),
    'parties.member_not_found',
  );
  assert.equal(code(await app.execute(removeMember, stranger, { user_id })), 'parties.member_not_found');
});

test('the directory pages through every organisation once, in one statement a page', async () => {
  const reader = app.member('trader');
  const rows = Array.from({ length: 45 }, (_, index) => ({
    ...firm(`Paged ${String(index).padStart(2, '0')}`),
    name_zh: `分页${index}`,
    org_id: newId(),
    demo: true,
    registered_at: app.clock.now(),
  }));
  await app.within((ctx) => registerOrganisations(ctx.tx, rows));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const before_count = statements.count;
    const page = mustSucceed(
      await app.execute(listOrganisations, reader, { q: '分页', limit: 20, ...(cursor ? { cursor } : {}) }),
      'page',
    );
    assert.equal(statements.count - before_count, 1);
    seen.push(...page.items.map((item) => item.org_id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  assert.equal(seen.length, 45);
  assert.equal(new Set(seen).size, 45);
  assert.equal(
    code(await app.execute(listOrganisations, reader, { cursor: 'WyJhIiwiYiJd' })),
    'platform.bad_cursor',
  );
  const names = await app.within((ctx) => findOrganisations(ctx, [...seen, newId()]));
  assert.equal(names.size, 45);
});
