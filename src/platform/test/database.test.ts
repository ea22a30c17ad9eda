import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { Type } from 'typebox';
import { type TestApp, testApp } from '../../../test/app.ts';
import { TEST_SECRET } from '../../../test/cluster.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { knowsIcu } from '../database/collation.ts';
import { migrate, migrationStatus } from '../database/migrate.ts';
import type { Tx } from '../database/tx.ts';
import { forgetAnswers } from '../forget-answers.ts';
import { decodeCursor, encodeCursor, toPage } from '../page.ts';
import { defineUseCase } from '../use-case.ts';

let app: TestApp;
before(async () => {
  app = await testApp([]);
});
after(() => app.close());

function folderOf(files: Record<string, string>): { name: string; migrations: URL; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-migrations-'));
  mkdirSync(folder, { recursive: true });
  for (const [file, sql] of Object.entries(files)) writeFileSync(join(folder, file), sql);
  return { name: 'trial', migrations: pathToFileURL(`${folder}/`), folder };
}

test('a migration that fails leaves nothing of itself, and is applied when mended', async () => {
  const set = folderOf({
    '0001-good.sql': 'create table trial.good (id int)',
    '0002-bad.sql': 'create table trial.half (id int); select 1/0',
  });
  await assert.rejects(
    migrate(app.ownerUrl, TEST_SECRET, [set]),
    /trial\/0002-bad.sql failed: division by zero/,
  );
  const state = Object.fromEntries(
    (await migrationStatus(app.ownerUrl, [set]))
      .filter((s) => s.module === 'trial')
      .map((s) => [s.file, s.state]),
  );
  assert.deepEqual(state, { '0001-good.sql': 'applied', '0002-bad.sql': 'pending' });
  writeFileSync(join(set.folder, '0002-bad.sql'), 'create table trial.half (id int)');
  await migrate(app.ownerUrl, TEST_SECRET, [set]);
  rmSync(set.folder, { recursive: true });
});

test('an applied migration that changed since is refused by name', async () => {
  const set = { ...folderOf({ '0001-one.sql': 'select 1' }), name: 'changing' };
  await migrate(app.ownerUrl, TEST_SECRET, [set]);
  writeFileSync(join(set.folder, '0001-one.sql'), 'select 2');
  await assert.rejects(migrate(app.ownerUrl, TEST_SECRET, [set]), /changing\/0001-one.sql/);
  rmSync(set.folder, { recursive: true });
});

test('a database without ICU is refused before anything is written, with what to do', async () => {
  const server = new pg.Client({ connectionString: app.ownerUrl });
  await server.connect();
  const name = `plain_${process.pid}`;
  await server.query(`create database ${name}`);
  const url = new URL(app.ownerUrl);
  url.pathname = `/${name}`;
  const plain = new pg.Client({ connectionString: url.href });
  await plain.connect();
  await plain.query('drop collation pg_catalog."und-x-icu"');
  assert.equal(await knowsIcu(plain), false);
  await assert.rejects(
    migrate(url.href, TEST_SECRET, []),
    /Nothing was set up.*ICU.*pg_import_system_collations/,
  );
  const left = await plain.query(`select 1 from pg_namespace where nspname = 'platform'`);
  assert.equal(left.rowCount, 0);
  await plain.query(`select pg_import_system_collations('pg_catalog')`);
  assert.equal(await knowsIcu(plain), true, 'what is said to mend it does');
  await plain.end();
  await server.query(`drop database ${name}`);
  await server.end();
});

const write = defineUseCase({
  name: 'trial.write',
  kind: 'command',
  permission: 'trial:write',
  input: Type.Object({ name: Type.String(), ending: Type.Optional(Type.String()) }),
  output: Type.Object({ at: Type.String() }),
  async run(ctx, input) {
    await ctx.tx.run(
      `insert into platform.idempotency (org_id, key, use_case, body_hash, answer, answered_at) values ($1, $2, 'trial', 'x', '{}', $3)`,
      [ctx.actor.org_id, `row-${input.name}-${ctx.id()}`, ctx.clock.now()],
    );
    if (input.ending === 'refuse') return refuse('trial.no');
    if (input.ending === 'throw') throw new Error('a bug');
    return { at: ctx.id() };
  },
});

const rowsOf = (org_id: string) =>
  app.within(async (ctx) =>
    Number(
      (
        await ctx.tx.one<{ n: bigint }>(
          `select count(*) as n from platform.idempotency where org_id = $1 and use_case = 'trial'`,
          [org_id],
        )
      ).n,
    ),
  );

test('a refusal and a bug both leave nothing behind', async () => {
  const actor = app.member('trader');
  assert.ok(isRefusal(await app.execute(write, actor, { name: 'a', ending: 'refuse' })));
  await assert.rejects(app.execute(write, actor, { name: 'a', ending: 'throw' }), /a bug/);
  assert.equal(await rowsOf(actor.org_id), 0);
});

test('what is left for later is committed with the rest, or the transaction fails by what failed first', async () => {
  const keep = (tx: Tx, org_id: string, key: string) =>
    tx.run(
      `insert into platform.idempotency (org_id, key, use_case, body_hash, answer, answered_at)
       values ($1, $2, 'test.later', $3, '{}', now())`,
      [org_id, `later-${key}`, 'a'.repeat(64)],
    );
  const me = app.member('trader');
  const taken = (failure: { code?: string | undefined }) =>
    failure.code === '23505' ? refuse('test.taken') : undefined;
  const work = (keys: string[], meaning?: typeof taken) =>
    app.within(async (ctx) => {
      for (const key of keys) ctx.tx.later(keep(ctx.tx, me.org_id, key), meaning);
      return 'done';
    }, me);
  const kept = () =>
    app.within(
      (ctx) => ctx.tx.rows("select key from platform.idempotency where use_case = 'test.later' order by key"),
      me,
    );
  assert.equal(await work(['one', 'two']), 'done');
  assert.deepEqual(await kept(), [{ key: 'later-one' }, { key: 'later-two' }]);
  const refused = await work(['three', 'two', 'four'], taken);
  assert.ok(isRefusal(refused) && refused.code === 'test.taken');
  // Without a meaning it is a fault, and named by the statement that failed, not by those that found the transaction so.
  await assert.rejects(work(['five', 'two', 'six']), { code: '23505' });
  await assert.rejects(
    app.within(async (ctx) => {
      ctx.tx.later(keep(ctx.tx, me.org_id, 'one'));
      return ctx.tx.rows('select 1');
    }, me),
    { code: '23505' },
  );
  assert.deepEqual(await kept(), [{ key: 'later-one' }, { key: 'later-two' }]);
});

test('ten requests with one key have one effect and one answer', async () => {
  const actor = app.member('trader');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      app.execute(write, actor, { name: 'b' }, { idempotency_key: 'the-same-key' }),
    ),
  );
  assert.equal(new Set(answers.map((a) => JSON.stringify(a))).size, 1);
  assert.equal(await rowsOf(actor.org_id), 1);
  const other = await app.execute(
    write,
    app.member('trader'),
    { name: 'b' },
    { idempotency_key: 'the-same-key' },
  );
  assert.ok(!isRefusal(other), 'a key belongs to its organisation');
});

test('an answer that holds a secret is given once and not kept', async () => {
  const actor = app.member('trader');
  const secretive = { ...write, shown_once: true as const };
  const key = { idempotency_key: 'a-secret-once' };
  const first = await app.execute(secretive, actor, { name: 's' }, key);
  assert.ok(!isRefusal(first));
  const again = await app.execute(secretive, actor, { name: 's' }, key);
  assert.ok(isRefusal(again) && again.code === 'platform.shown_once');
  assert.equal(await rowsOf(actor.org_id), 1);
  const kept = await app.within(
    (ctx) =>
      ctx.tx.rows<{ answer: unknown }>(`select answer from platform.idempotency where key = 'a-secret-once'`),
    actor,
  );
  assert.deepEqual(kept, [{ answer: null }]);
});

test('answers are kept for thirty days, and then their key is new', async () => {
  const actor = app.member('trader');
  const once = () => app.execute(write, actor, { name: 'k' }, { idempotency_key: 'kept-for-a-month' });
  const first = await once();
  app.clock.advanceBy(29 * 86_400_000);
  const young = await app.execute(write, actor, { name: 'y' }, { idempotency_key: 'kept-for-longer' });
  const forget = () => app.within((ctx) => forgetAnswers.handler(ctx, {}));
  await forget();
  assert.deepEqual(await once(), first);
  app.clock.advanceBy(2 * 86_400_000);
  await forget();
  assert.notDeepEqual(await once(), first);
  assert.deepEqual(
    await app.execute(write, actor, { name: 'y' }, { idempotency_key: 'kept-for-longer' }),
    young,
  );
});

test('the working roles own nothing, cannot take another role, and cannot switch row security off', async () => {
  const actor = app.member('trader');
  for (const sql of [
    'set role sauda_system',
    'alter table platform.idempotency disable row level security',
    'create table public.mine (id int)',
    'drop table platform.setting',
  ])
    await assert.rejects(
      app.within((ctx) => ctx.tx.run(sql), actor),
      (e) => e instanceof pg.DatabaseError,
      sql,
    );
  const seen = await app
    .within(
      (ctx) =>
        ctx.tx
          .rows('set local row_security = off')
          .then(() => ctx.tx.rows('select 1 from platform.idempotency')),
      actor,
    )
    .catch((e: Error) => e);
  assert.ok(seen instanceof pg.DatabaseError && /row-level security/.test(seen.message));
});

test('a cursor comes back as it went out, and nothing else is one', () => {
  assert.deepEqual(decodeCursor(encodeCursor(['2026-01-01', 7]), 2), ['2026-01-01', 7]);
  for (const bad of [
    '',
    'x',
    encodeCursor([1]),
    Buffer.from('{}').toString('base64url'),
    Buffer.from('[null,1]').toString('base64url'),
  ])
    assert.equal(decodeCursor(bad, 2), undefined);
  assert.deepEqual(
    toPage(
      [1, 2, 3],
      2,
      (n) => [n],
      (n) => n,
    ).items,
    [1, 2],
  );
  assert.equal(
    toPage(
      [1, 2],
      2,
      (n) => [n],
      (n) => n,
    ).next_cursor,
    null,
  );
});
