import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { modules } from '../src/app/modules.ts';
import { NO_ORG } from '../src/kernel/ids.ts';
import { inTransaction } from '../src/platform/database/database.ts';
import { type Served, serveCorridor } from './world/served.ts';

// What somebody could do who spoke SQL in the name of the application's role: the last wall, behind permissions
// and use cases.

let world: Served;
let owner: pg.Pool;
before(async () => {
  world = await serveCorridor();
  owner = new pg.Pool({ connectionString: world.app.ownerUrl, max: 2 });
});
after(async () => {
  await owner.end();
  await world.close();
});

/** Rows that everybody may read by design, with the reason. */
const published: Record<string, string> = {
  'catalogue.listing': 'offers on the shelf',
  'catalogue.price': 'their prices',
  'catalogue.need': 'open needs',
  'catalogue.listing_words': 'words of offers on the shelf',
  'parties.organisation': 'the directory',
  'documents.register': 'the public register: numbers and hashes, to verify by',
  'storefront.shelf': 'what open shops show',
  'storefront.shop': 'open shops',
  'storefront.slug': 'addresses of shops, to know which are taken',
  'transport.rate_card': 'published rates',
  'reputation.record': 'figures of sellers, counted',
  'reputation.published_review': 'reviews, without their deals',
};

interface Scoped {
  name: string;
  by: 'parties' | 'org_id' | 'deal_id';
  columns: string[];
}

/** Every table with rows of deals or organisations. */
async function scopedTables(): Promise<Scoped[]> {
  const { rows } = await owner.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind in ('r', 'p') and n.nspname = any ($1) group by 1 order by 1`,
    [['platform', ...modules.map((m) => m.name.replaceAll('-', '_'))]],
  );
  return rows.flatMap(({ name, columns }) => {
    const by = (['parties', 'org_id', 'deal_id'] as const).find((column) => columns.includes(column));
    return by ? [{ name, by, columns }] : [];
  });
}

async function asOrganisation<T>(
  org_id: string | undefined,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await world.app.database.app.connect();
  try {
    await client.query('begin');
    if (org_id !== undefined) await client.query(`select set_config('app.org_id', $1, true)`, [org_id]);
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function attempt(client: pg.PoolClient, sql: string, values: unknown[] = []): Promise<number | string> {
  await client.query('savepoint attempt');
  try {
    return (await client.query(sql, values)).rowCount ?? 0;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.code ?? 'unknown';
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}

const DENIED = '42501';
const NOT_A_UUID = '22P02';
const NO_SUCH_ROLE = '22023';

test('a stranger, nobody and garbage read no row of a deal or an organisation', async () => {
  const tables = await scopedTables();
  assert.ok(tables.length > 25, `${tables.length} tables with rows of somebody were found`);
  for (const org_id of [world.strangers.trader.org_id, NO_ORG, '', undefined])
    await asOrganisation(org_id, async (client) => {
      for (const { name } of tables) {
        const foreign =
          name in published
            ? `select 1 from ${name} where not ${isPublished(name)}`
            : `select 1 from ${name}`;
        // The stranger's own membership and number are its own.
        const own =
          ['parties.member', 'parties.registration'].includes(name) &&
          org_id === world.strangers.trader.org_id;
        const seen = await attempt(client, own ? `${foreign} where org_id <> '${org_id}'` : foreign);
        assert.ok(seen === 0 || seen === DENIED, `${org_id ?? 'unset'} reads ${seen} rows of ${name}`);
      }
    });
  for (const garbage of ["' or true --", 'null', '{}', world.strangers.trader.org_id.slice(0, 35)])
    await asOrganisation(garbage, async (client) => {
      for (const { name, by } of tables) {
        if (name in published || by === 'deal_id') continue;
        const answer = await attempt(client, `select 1 from ${name}`);
        assert.ok([NOT_A_UUID, DENIED, 0].includes(answer), `${garbage} on ${name}: ${answer}`);
      }
    });
});

function isPublished(name: string): string {
  return [
    'catalogue.listing_words',
    'storefront.slug',
    'transport.rate_card',
    'reputation.record',
    'reputation.published_review',
  ].includes(name)
    ? 'true'
    : 'published';
}

test('tables without a party, an organisation or a deal tell of neither', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I.%I', n.nspname, c.relname, a.attname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_policy p on p.polrelid = c.oid and pg_get_expr(p.polqual, p.polrelid) = 'true'
        and p.polroles @> array['sauda_app'::regrole::oid]
      where c.relkind in ('r', 'p') and a.attname in ('deal_id', 'declaration_id', 'document_id', 'user_id', 'parties')`,
  );
  assert.deepEqual(
    rows.map((r) => r.name),
    [],
  );
});

test('what is withdrawn or closed is not read by others, not even its words', async () => {
  const { listing_id, need_id, search_id } = world.hidden;
  await asOrganisation(world.strangers.trader.org_id, async (client) => {
    for (const sql of [
      `select 1 from catalogue.listing where listing_id = '${listing_id}'`,
      `select 1 from catalogue.price where listing_id = '${listing_id}'`,
      `select 1 from catalogue.need where need_id = '${need_id}'`,
      `select 1 from catalogue.saved_search where search_id = '${search_id}'`,
    ])
      assert.equal(await attempt(client, sql), 0, sql);
    const words = await client.query('select words from catalogue.listing_words where listing_id = $1', [
      listing_id,
    ]);
    assert.ok(words.rows.every((row) => String(row.words) === ''));
  });
});

test('a stranger changes, adds and removes no row of others', async () => {
  const stranger = world.strangers.trader.org_id;
  const before = await world.fingerprint();
  for (const { name, by, columns } of await scopedTables()) {
    const { rows } = await owner.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t limit 1`);
    const [found] = rows;
    if (!found) continue;
    await asOrganisation(stranger, async (client) => {
      const list = columns.map((c) => `"${c}"`).join(', ');
      const copied = await attempt(
        client,
        `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1::jsonb)`,
        [JSON.stringify(found.row)],
      );
      assert.equal(copied, DENIED, `a row of others is written into ${name}`);
      for (const sql of [
        `update ${name} set "${columns[0]}" = "${columns[0]}"`,
        `delete from ${name}`,
        `truncate ${name}`,
      ]) {
        const theirs =
          by === 'org_id' && sql.startsWith('update') ? `${sql} where org_id <> '${stranger}'` : sql;
        const answer = await attempt(client, theirs);
        assert.ok(answer === 0 || answer === DENIED, `${theirs}: ${answer}`);
      }
    });
  }
  assert.deepEqual(await world.fingerprint(), before);
});

test('a stranger cannot sign a row of its own over to others', async () => {
  const { org_id } = world.strangers.trader;
  const victim = world.insiders.buyer.org_id;
  await asOrganisation(org_id, async (client) => {
    assert.equal(await attempt(client, `update parties.member set org_id = '${victim}'`), DENIED);
    assert.equal(
      await attempt(
        client,
        `update parties.organisation set org_id = '${victim}' where org_id = '${org_id}'`,
      ),
      DENIED,
    );
  });
});

test('not even those who take part change what is append-only', async () => {
  const appendOnly = [
    'deals.event',
    'deals.acceptance',
    'payments.transfer',
    'quoting.quote',
    'quoting.rfq',
    'transport.movement',
    'warehousing.stock_move',
  ];
  for (const pool of [world.app.database.app, world.app.database.system])
    for (const table of appendOnly)
      for (const sql of [
        `delete from ${table}`,
        `truncate ${table}`,
        `update ${table} set parties = parties`,
      ])
        await assert.rejects(
          inTransaction(pool, world.insiders.buyer.org_id, (tx) => tx.run(sql)),
          { code: DENIED },
          `${sql} by ${pool === world.app.database.app ? 'the application' : 'the system'}`,
        );
});

test('the application role does not become another, and cannot run code of others with their rights', async () => {
  await asOrganisation(world.strangers.trader.org_id, async (client) => {
    for (const role of ['sauda_system', 'sauda_jobs', 'postgres'])
      assert.ok([DENIED, NO_SUCH_ROLE].includes(String(await attempt(client, `set role ${role}`))), role);
    for (const sql of [
      'set session authorization sauda_system',
      'alter table deals.deal disable row level security',
      'create policy open on deals.deal using (true)',
      `select platform.guard_reference('deals.deal')`,
      'create function deals.peek() returns int language sql as $$ select 1 $$',
      'create table public.loot (a int)',
      'create schema loot',
      `copy deals.deal to program 'cat'`,
      `select pg_read_file('/etc/passwd')`,
      'select * from pg_authid',
      'select * from accounts."user"',
      'select * from platform.migration',
    ])
      assert.ok([DENIED, '42P17'].includes(String(await attempt(client, sql))), sql);
    assert.equal(await attempt(client, 'set row_security = off; select * from deals.deal'), DENIED);
  });
  // Two read the order of a secret, two are the one way to the ledger, the last takes what a shop has on show. Their
  // search path is fixed, so no table of a session deceives them.
  const { rows } = await owner.query(
    `select p.oid::regproc::text as name, 'search_path=pg_catalog, pg_temp' = any (p.proconfig) as fixed,
       has_function_privilege('public', p.oid, 'execute') as open
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`,
  );
  assert.deepEqual(
    rows,
    [
      'orders.person_of_bearer',
      'orders.purchase_of_bearer',
      'payments.lock_accounts',
      'payments.post',
      'storefront.take_allotment',
    ].map((name) => ({ name, fixed: true, open: false })),
  );
});

test('a search path and tables of the session deceive no statement of ours', async () => {
  const { buyer } = world.insiders;
  await inTransaction(world.app.database.app, buyer.org_id, async (tx) => {
    await tx.run('create temporary table deal (deal_id uuid) on commit drop');
    await tx.run('set local search_path = pg_temp, public');
    const real = await tx.one<{ count: number }>('select count(*)::int as count from deals.deal');
    assert.equal(real.count, Object.keys(world.deals).length);
  });
});

test('the application may hand in jobs and read none, nor reach the queues', async () => {
  const { buyer, stranger } = { buyer: world.insider.buyer, stranger: world.strangers.trader.org_id };
  const sent = await world.command(buyer, `/deals/${world.deals.contracted}/escrow/funding`);
  assert.equal(sent.statusCode, 200, sent.body);
  const { rows } = await owner.query('select 1 from pgboss.job union all select 1 from platform.outbox');
  assert.ok(rows.length > 0, 'a job was sent');
  await asOrganisation(stranger, async (client) => {
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'pgboss' and c.relkind in ('r', 'p', 'v')`,
    );
    for (const { name } of [...tables, { name: 'platform.outbox' }])
      assert.equal(await attempt(client, `select * from ${name}`), DENIED, name);
    for (const { name } of [...tables, { name: 'platform.outbox' }])
      for (const sql of [`delete from ${name}`, `truncate ${name}`])
        assert.equal(await attempt(client, sql), DENIED, sql);
    for (const sql of [
      `insert into pgboss.schedule (name, cron, key) values ('deals.event', '* * * * *', '')`,
      `insert into pgboss.queue (name) values ('loot')`,
      'update pgboss.job set data = null',
      'update pgboss.job_common set data = null',
      `insert into pgboss.job_common (name) values ('deals.event')`,
      'update platform.outbox set job = null',
    ])
      assert.equal(await attempt(client, sql), DENIED, sql);
  });
});
