import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { allModules } from './all-modules.ts';
import { type TestApp, testApp } from './app.ts';

/** Rows that nobody may change or remove once written, not even the system. */
const appendOnly = [
  'deals.event',
  'correspondence.message',
  'deals.acceptance',
  'payments.desk_rate',
  'payments.link',
  'payments.link_range',
  'payments.netting_position',
  'payments.netting_run',
  'payments.seal_leaf',
  'payments.transfer',
  'quoting.quote',
  'quoting.rfq',
  'storefront.checkout',
  'storefront.slug',
  'transport.movement',
  'warehousing.stock_move',
];

/** Rows that nobody may change, and that the system removes when their time is over. */
const neverChanged = ['platform.idempotency'];

/** Tables that only the owner touches. */
const ownersOnly = ['platform.migration'];

let app: TestApp;
before(async () => {
  app = await testApp(await allModules());
});
after(() => app.close());

const ours = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'pgboss')`;

function catalogue<R>(sql: string): Promise<R[]> {
  return app.within(({ tx }) => tx.rows<R>(sql));
}

test('every table forces row-level security and has a policy', async () => {
  const tables = await catalogue<{ name: string; forced: boolean; policies: number }>(`
    select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours}`);
  assert.ok(tables.length > 20, `${tables.length} tables were found`);
  const open = tables.filter(
    (table) => !ownersOnly.includes(table.name) && (!table.forced || table.policies === 0),
  );
  assert.deepEqual(open, []);
});

test('a policy looks at nothing but the row and the organisation of the transaction', async () => {
  const policies = await catalogue<{ name: string; rule: string }>(`
    select n.nspname || '.' || c.relname || ' ' || p.polname as name,
           coalesce(pg_get_expr(p.polqual, p.polrelid), '') || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as rule
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where ${ours}`);
  // A subquery in a policy is refused by Citus on insert.
  assert.deepEqual(
    policies.filter(({ rule }) => /\bselect\b/i.test(rule)),
    [],
  );
});

test('the roles own nothing, bypass nothing, and belong to nobody', async () => {
  const roles = await catalogue<Record<string, unknown>>(`
    select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreatedb, r.rolcreaterole, r.rolreplication,
           exists (select 1 from pg_auth_members m where m.member = r.oid) as member
      from pg_roles r where r.rolname in ('sauda_app', 'sauda_system', 'sauda_jobs')`);
  assert.equal(roles.length, 3);
  for (const role of roles)
    assert.deepEqual(
      Object.entries(role).filter(([, value]) => value === true),
      [],
      String(role.rolname),
    );
  const owned = await catalogue<{ name: string; owner: string }>(`
    select c.oid::regclass::text as name, r.rolname as owner from pg_class c join pg_roles r on r.oid = c.relowner
      join pg_namespace n on n.oid = c.relnamespace where r.rolname like 'sauda\\_%' and r.rolname <> 'sauda_owner' and ${ours}
    union all
    select n.nspname, r.rolname from pg_namespace n join pg_roles r on r.oid = n.nspowner
     where r.rolname in ('sauda_app', 'sauda_system') and ${ours}
    union all
    select p.oid::regprocedure::text, r.rolname from pg_proc p join pg_roles r on r.oid = p.proowner
      join pg_namespace n on n.oid = p.pronamespace where r.rolname in ('sauda_app', 'sauda_system') and ${ours}`);
  assert.deepEqual(owned, []);
});

test('the app deletes nothing, and nobody changes what is append-only', async () => {
  const grants = await catalogue<{ name: string; role: string; privilege: string }>(`
    select n.nspname || '.' || c.relname as name, g.role, g.privilege
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     cross join (select r as role, p as privilege from unnest(array['sauda_app', 'sauda_system']) r,
                 unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p) g
     where c.relkind in ('r', 'p') and ${ours}
       and (has_table_privilege(g.role, c.oid, g.privilege)
            or g.privilege = 'UPDATE' and has_any_column_privilege(g.role, c.oid, 'UPDATE'))`);
  assert.deepEqual(
    grants.filter((grant) => grant.role === 'sauda_app' && grant.privilege !== 'UPDATE'),
    [],
  );
  assert.deepEqual(
    grants.filter((grant) => appendOnly.includes(grant.name)),
    [],
  );
  assert.deepEqual(
    grants.filter((grant) => neverChanged.includes(grant.name) && grant.privilege !== 'DELETE'),
    [],
  );
  assert.deepEqual(
    grants.filter((grant) => grant.privilege === 'TRUNCATE'),
    [],
  );
});

test('everything a role may do with a table is granted to it by name, nothing to everybody', async () => {
  const open = await catalogue<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace,
           aclexplode(c.relacl) a where a.grantee = 0 and c.relkind in ('r', 'p', 'v') and ${ours}`);
  assert.deepEqual(open, []);
});

test('the system may read and write every table, so that a backup is whole', async () => {
  const missing = await catalogue<{ name: string }>(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and ${ours}
       and not (has_table_privilege('sauda_system', c.oid, 'SELECT') and has_table_privilege('sauda_system', c.oid, 'INSERT'))`);
  assert.deepEqual(
    missing.map(({ name }) => name).filter((name) => !ownersOnly.includes(name)),
    [],
  );
});

test('the schema fits a cluster: no triggers, no sequences, no keys across modules', async () => {
  const triggers = await catalogue(`
    select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
     where not t.tgisinternal and ${ours}`);
  const sequences = await catalogue(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${ours}`,
  );
  const across = await catalogue<{ conname: string }>(`
    select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
      join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and c.relnamespace <> f.relnamespace and ${ours}`);
  assert.deepEqual({ triggers, sequences, across }, { triggers: [], sequences: [], across: [] });
});

test('a table that carries a deal has the deal first in every key', async () => {
  const late = await catalogue<{ name: string; index: string }>(`
    select n.nspname || '.' || c.relname as name, i.indexrelid::regclass::text as index
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_index i on i.indrelid = c.oid and i.indisunique
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'deal_id' and a.attnotnull
      join pg_attribute p on p.attrelid = c.oid and p.attname = 'parties'
     where c.relkind in ('r', 'p') and i.indkey[0] <> a.attnum and ${ours}`);
  assert.deepEqual(late, []);
});
