import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../kernel/clock.ts';
import type { Config } from '../../platform/config.ts';
import { knowsIcu, MEND_ICU, WITHOUT_ICU } from '../../platform/database/collation.ts';
import { databaseRoles, openDatabase } from '../../platform/database/database.ts';
import { migrationStatus } from '../../platform/database/migrate.ts';
import { choosePlace } from '../../platform/database/place.ts';
import { embeddedFolder, openDatabaseServer } from '../database-server.ts';
import { modules } from '../modules.ts';
import { type Finding, look, note, ok, problem } from './finding.ts';

const OLDEST_VERSION = 150000;
const SKEW_LIMIT_MS = 5000;
const START = 'Run: npm start (it applies what is missing)';

/** Looks at the database: reachable, up to date, closed to those who must not see, queues moving. */
export async function examineDatabase(config: Config): Promise<Finding[]> {
  const before = config.database_url ? [] : await look('server', 'See postgres.log', () => embedded(config));
  if (before.some((finding) => finding.found === NEVER_STARTED)) return before;
  const mend = config.database_url
    ? 'Check DATABASE_URL, the network and the password'
    : `See postgres.log in ${choosePlace(embeddedFolder(config)).base}`;
  const inside = await look('database', mend, async () => {
    const server = await openDatabaseServer(config);
    const owner = new pg.Client({ connectionString: server.owner_url, connectionTimeoutMillis: 5000 });
    try {
      await owner.connect();
      return [
        ...(await look('database', mend, () => version(owner))),
        ...(await look('collations', mend, () => collations(owner))),
        ...(await look('migrations', START, () => migrations(server.owner_url))),
        ...(await look('roles', START, () => roles(owner, config, server.owner_url))),
        ...(await look('row-level security', START, () => openTables(owner))),
        ...(await look('queues', START, () => queues(owner))),
      ];
    } finally {
      await owner.end().catch(() => undefined);
      await server.close();
    }
  });
  return [...before, ...inside];
}

const NEVER_STARTED = 'not set up yet';

/** The embedded server before anybody touches it: never started, stopped, running, or left behind. */
async function embedded(config: Config): Promise<Finding[]> {
  const files = join(choosePlace(embeddedFolder(config)).base, 'postgres');
  if (!existsSync(join(files, 'PG_VERSION')))
    return [note('server', NEVER_STARTED, 'Run: npm start (the first start sets it up)')];
  const pidFile = join(files, 'postmaster.pid');
  if (!existsSync(pidFile)) return [ok('server', 'stopped; the doctor starts it for the examination')];
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  if (!isAlive(Number(pid)))
    return [note('server', `was killed (process ${pid} is gone); its next start recovers by itself`)];
  const user = new pg.Client({
    connectionString: `postgres://sauda_owner:${encodeURIComponent(config.secret)}@127.0.0.1:${port}/postgres`,
    connectionTimeoutMillis: 3000,
  });
  try {
    await user.connect();
    const keepers = await user.query(
      `select 1 from pg_stat_activity where application_name = 'sauda keeper'`,
    );
    if (keepers.rowCount) return [ok('server', `running on port ${port}, process ${pid}`)];
    return [
      note('server', `process ${pid} was left behind by a killed Sauda; this examination joins and stops it`),
    ];
  } finally {
    await user.end().catch(() => undefined);
  }
}

async function version(owner: pg.Client): Promise<Finding[]> {
  const { rows } = await owner.query<{ number: string; now: Date }>(
    `select current_setting('server_version_num') as number, clock_timestamp() as now`,
  );
  const [row] = rows;
  const skew_ms = Math.abs(systemClock.now().getTime() - (row?.now.getTime() ?? 0));
  const findings = [
    Number(row?.number) < OLDEST_VERSION
      ? problem('database', `PostgreSQL ${row?.number} is too old`, 'Use PostgreSQL 15 or later')
      : ok('database', `PostgreSQL ${Math.floor(Number(row?.number) / 10000)} answers`),
  ];
  if (skew_ms > SKEW_LIMIT_MS)
    findings.push(
      problem(
        'database clock',
        `differs by ${Math.round(skew_ms / 1000)} s from this machine's`,
        'Synchronise both clocks (NTP)',
      ),
    );
  return findings;
}

async function collations(owner: pg.Client): Promise<Finding[]> {
  return (await knowsIcu(owner))
    ? [ok('collations', 'ICU is there')]
    : [problem('collations', WITHOUT_ICU, MEND_ICU)];
}

async function migrations(ownerUrl: string): Promise<Finding[]> {
  const status = await migrationStatus(ownerUrl, modules);
  const named = (state: string): string =>
    status
      .filter((one) => one.state === state)
      .map((one) => `${one.module}/${one.file}`)
      .join(', ');
  const changed = named('changed');
  if (changed)
    return [
      problem(
        'migrations',
        `changed after they were applied: ${changed}`,
        'Bring the files back as they were; put changes into a new file',
      ),
    ];
  const pending = named('pending');
  if (pending)
    return [problem('migrations', `not applied: ${pending}`, 'Run: npm run -s sauda -- db migrate')];
  return [ok('migrations', `${status.length} applied`)];
}

async function roles(owner: pg.Client, config: Config, ownerUrl: string): Promise<Finding[]> {
  const { rows } = await owner.query<{ rolname: string; too_much: boolean }>(
    `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as too_much from pg_roles where rolname = any ($1)`,
    [[...databaseRoles]],
  );
  const missing = databaseRoles.filter((role) => !rows.some((row) => row.rolname === role));
  if (missing.length > 0) return [problem('roles', `missing: ${missing.join(', ')}`, START)];
  const strong = rows.filter((row) => row.too_much).map((row) => row.rolname);
  if (strong.length > 0)
    return [
      problem(
        'roles',
        `may do too much: ${strong.join(', ')}`,
        'Run: npm run -s sauda -- db migrate (it sets them back)',
      ),
    ];
  const database = openDatabase(ownerUrl, config.secret, 1);
  try {
    await database.app.query('select 1');
  } catch {
    return [
      problem(
        'roles',
        'sauda_app cannot sign in: the secret is another than at the last start',
        'Set SAUDA_SECRET as it was, or run: npm run -s sauda -- db migrate',
      ),
    ];
  } finally {
    await database.close();
  }
  return [ok('roles', 'sign in, own nothing, bypass nothing')];
}

async function openTables(owner: pg.Client): Promise<Finding[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
        and n.nspname = any ($1) and c.relname <> 'migration'`,
    [['platform', ...modules.map((module) => module.name.replaceAll('-', '_'))]],
  );
  if (rows.length === 0) return [ok('row-level security', 'forced on every table')];
  return [
    problem(
      'row-level security',
      `open: ${rows.map((row) => row.name).join(', ')}`,
      'Force it: alter table … force row level security',
    ),
  ];
}

async function queues(owner: pg.Client): Promise<Finding[]> {
  const there = await owner.query<{ both: boolean }>(
    `select to_regclass('pgboss.job') is not null and to_regclass('platform.outbox') is not null as both`,
  );
  if (!there.rows[0]?.both) return [note('queues', 'not set up yet', START)];
  const { rows } = await owner.query<{ name: string; failed: string; since: Date; message: string | null }>(
    `select name, count(*)::text as failed, min(created_on) as since,
            (array_agg(output ->> 'message' order by created_on desc))[1] as message
       from pgboss.job where state = 'failed' group by name order by name`,
  );
  const failed = rows.map(({ name, failed, since, message }) =>
    problem(
      'queues',
      `${failed} failed in ${name} since ${since.toISOString()}${message ? `: ${message}` : ''}`,
      'Mend the cause, then run: npm run -s sauda -- db retry-jobs',
    ),
  );
  const waiting = await owner.query<{ queue: string; jobs: string; since: Date }>(
    `select queue, count(*)::text as jobs, min(handed_in_at) as since from platform.outbox
      where handed_in_at < now() - interval '1 minute' group by queue order by queue`,
  );
  const left = waiting.rows.map(({ queue, jobs, since }) =>
    problem('queues', `${jobs} of ${queue} wait in the outbox since ${since.toISOString()}`, START),
  );
  return failed.length + left.length === 0 ? [ok('queues', 'no failed jobs')] : [...failed, ...left];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
