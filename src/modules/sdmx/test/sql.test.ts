import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { loadOfficial, statistics } from '../../statistics/index.ts';
import { querySql, sdmx } from '../index.ts';
import { runStatement } from '../sql/run-statement.ts';

let app: TestApp;
let snapshot: string;
before(async () => {
  app = await testApp([reference, deals, customs, statistics, sdmx]);
  await app.within(loadOfficial);
  mustSucceed(await app.execute(querySql, publicActor, { sql: 'select 1' }), 'the first question');
  const folder = join(app.runtime.services.home, 'sql');
  snapshot = join(folder, readdirSync(folder).find((name) => name.endsWith('.duckdb')) ?? '');
});
after(() => app.close());

const ask = (sql: string) => app.execute(querySql, publicActor, { sql });
const small = { time_ms: 3000, max_rows: 100, max_bytes: 100_000, memory_mb: 256 };

test('the public asks a question and gets exact figures with their snapshot', async () => {
  const answer = mustSucceed(
    await ask(
      `select value, file_hash from trade where reporter = 'CN' and partner = 'KZ' and flow = 'export' and period = '2025'`,
    ),
    'asking',
  );
  assert.deepEqual(answer.rows[0]?.[0], '29700000000.000');
  assert.match(answer.snapshot, /^[0-9a-f]{16}$/);
  const names = mustSucceed(await ask(`select name_zh from areas where code = 'KZ'`), 'asking');
  assert.deepEqual(names.rows, [['哈萨克斯坦']]);
});

const attacks: Record<string, string> = {
  'reads a file as CSV': `select * from read_csv('/etc/passwd')`,
  'reads a file as text': `select * from read_text('/etc/passwd')`,
  'reads a file in a subquery': `select (select content from read_text('/etc/passwd'))`,
  'reads a file in a common table expression': `with x as (select * from read_blob('/etc/passwd')) select * from x`,
  'reads a file behind a union': `select code from areas union all select * from glob('/etc/*')`,
  'reads a file by name': `select * from '/etc/passwd'`,
  'reads a file by name in double quotes': `select * from "/etc/passwd"`,
  'reads the facts of the store': `select * from read_parquet('../statistics/facts/*/*/*.parquet')`,
  'sniffs a file': `select * from sniff_csv('/etc/passwd')`,
  'reads the metadata of a file': `select * from parquet_metadata('../facts/a.parquet')`,
  'reads another database': `select * from read_duckdb('x.duckdb')`,
  'writes a file': `copy trade to '/tmp/sauda-attack.csv'`,
  'writes a file from a query': `copy (select 1) to '/tmp/sauda-attack.csv'`,
  'exports the database': `export database '/tmp/sauda-attack'`,
  'attaches a file': `attach '/tmp/sauda-attack.duckdb'`,
  'detaches the snapshot': 'detach database trade',
  'installs an extension': 'install httpfs',
  'loads an extension': 'load httpfs',
  'changes a setting': `set memory_limit = '10GB'`,
  'resets a setting': 'reset memory_limit',
  'reads the environment': `select getenv('SAUDA_SECRET')`,
  'reads a setting': `select current_setting('temp_directory')`,
  'lists settings': 'select * from duckdb_settings()',
  'lists secrets': 'select * from duckdb_secrets()',
  'lists databases and their paths': 'select * from duckdb_databases()',
  'lists databases by a view': 'select * from duckdb_databases',
  'asks a pragma': 'pragma database_list',
  'asks a pragma as a table': 'select * from pragma_database_list',
  'calls a procedure': 'call pragma_version()',
  'turns logging on': `select * from enable_logging('QueryLog', storage = 'file', storage_path = '/tmp/sauda-attack')`,
  'writes a log': `select write_log('x')`,
  'writes a checkpoint': `select * from force_checkpoint('trade')`,
  'runs a text as a statement': `select * from query('select 1')`,
  'runs a serialized statement': `select * from json_execute_serialized_sql(json_serialize_sql('select 1'))`,
  'scans memory': 'select * from arrow_scan(1::ubigint, 2::ubigint, 3::ubigint)',
  'runs two statements': 'select 1; select 2',
  'hides a second statement behind a comment': 'select 1 /* */; drop table trade',
  'creates a table': 'create table x (a int)',
  'creates a function': 'create macro f() as 1',
  'inserts rows': `insert into areas values ('XX', '', '', '', '')`,
  'deletes rows': 'delete from trade',
  'drops a table': 'drop table trade',
  'selects into a table': 'select 1 into x',
  'begins a transaction': 'begin',
  'prepares a statement': 'prepare x as select 1',
  'explains with a run': 'explain analyze select 1',
  vacuums: 'vacuum',
  'uses another schema': 'use memory',
  'is no SQL': 'hello',
  'is empty': ' ',
  'holds a zero byte': 'select \u0000',
};
test('no attack comes through', { concurrency: 2 }, async (t) => {
  const each = Object.entries(attacks).map(([what, sql]) =>
    t.test(`a statement that ${what} is refused`, async () => {
      const answer = await ask(sql);
      assert.ok(isRefusal(answer), JSON.stringify(answer));
      assert.equal(answer.code, 'sdmx.sql_refused');
      assert.ok(!JSON.stringify(answer).includes(app.runtime.services.home), 'no path is told');
    }),
  );
  await Promise.all(each);
  assert.equal(
    readdirSync(tmpdir()).some((name) => name.startsWith('sauda-attack')),
    false,
  );
});

/** What ends each on a machine that has nothing else to do. */
const greedy: Record<string, [sql: string, stopped: 'time' | 'memory']> = {
  'joins everything with everything': ['select count(*) from range(1000000) a, range(1000000) b', 'time'],
  'never ends by recursion': [
    'with recursive t as (select 1 a union all select a + 1 from t) select count(*) from t',
    'time',
  ],
  'doubles a text': [
    `with recursive t as (select 'x' a union all select a || a from t) select length(a) from t`,
    'memory',
  ],
  'makes a text of a gigabyte': [`select repeat('x', 1000000000)`, 'memory'],
  'makes a list of a billion': ['select list(range) from range(1000000000)', 'memory'],
  'works in one function': ['select list_transform(range(100000), x -> list_sum(range(100000)))', 'time'],
  'sorts more than fits': ['select list_sort(range(500000000))', 'memory'],
};
for (const [what, [sql, stopped]] of Object.entries(greedy))
  test(`a statement that ${what} is stopped`, async () => {
    const begin = performance.now();
    const answer = await runStatement(snapshot, sql, small);
    assert.ok('stopped' in answer && [stopped, 'time'].includes(answer.stopped), JSON.stringify(answer));
    assert.ok(performance.now() - begin < small.time_ms + 3000);
  });

test('more rows and longer answers than are allowed are cut and said to be', async () => {
  const rows = await runStatement(snapshot, 'select * from range(1000000)', small);
  assert.ok('rows' in rows && rows.truncated && rows.rows.length === small.max_rows);
  const long = await runStatement(snapshot, `select repeat('x', 60000) from range(10)`, small);
  assert.ok('rows' in long && long.truncated && long.rows.length === 1);
});

test('the server answers others while greedy statements run', async () => {
  const running = [1, 2].map(() =>
    runStatement(snapshot, greedy['joins everything with everything']?.[0] ?? '', small),
  );
  const begin = performance.now();
  await app.within((ctx) => ctx.tx.rows('select 1'));
  assert.ok(performance.now() - begin < 1000);
  await Promise.all(running);
});

test('deep nesting and odd characters end in an answer or a refusal', async () => {
  const deep = `select ${'('.repeat(3000)}1${')'.repeat(3000)}`;
  assert.ok(!('stopped' in (await runStatement(snapshot, deep, small))));
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      const answer = await runStatement(snapshot, `select ${text}`, small);
      assert.ok('refused' in answer || 'rows' in answer);
    }),
    { numRuns: 10 },
  );
});

test('a change of the store makes a new snapshot and takes the old one away', async () => {
  const before = snapshot;
  await app.within((ctx) =>
    ctx.tx.run(
      `insert into statistics.vintage select source, period, number + 1, vintage || 'x', file, md5(sha256) || md5(sha256), content_hash, rows, bytes,
         layout, currency, unit, hs_edition, coverage, licence, demo, created_at from statistics.vintage limit 1`,
    ),
  );
  mustSucceed(await ask('select 1'), 'asking again');
  assert.equal(existsSync(before), false);
});
