import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Static, TSchema } from 'typebox';
import { VirtualClock } from '../src/kernel/clock.ts';
import { sha256Hex } from '../src/kernel/hash.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { seededRandom } from '../src/kernel/random.ts';
import type { Outcome } from '../src/kernel/refusal.ts';
import { type Actor, type Role, systemActor } from '../src/platform/actor.ts';
import {
  type Database,
  inTransaction,
  openDatabase,
  publicReader,
} from '../src/platform/database/database.ts';
import { migrate, migrationFiles } from '../src/platform/database/migrate.ts';
import { lazyDuckDb } from '../src/platform/duckdb/duckdb.ts';
import { context, type ExecuteOptions, execute, type Runtime } from '../src/platform/execute.ts';
import { Gatherer } from '../src/platform/gather.ts';
import { createLog } from '../src/platform/log.ts';
import { MemoryJobs } from '../src/platform/memory-jobs.ts';
import { openOutbound, openVault } from '../src/platform/outbound/index.ts';
import type { Services, Signer } from '../src/platform/services.ts';
import type { AnyJob, Ctx, Module, UseCase } from '../src/platform/use-case.ts';
import { enterTestCluster, leaveTestCluster, TEST_SECRET, testCluster } from './cluster.ts';

export interface TestApp {
  runtime: Runtime;
  database: Database;
  clock: VirtualClock;
  ownerUrl: string;
  execute<I extends TSchema, O extends TSchema>(
    useCase: UseCase<I, O>,
    actor: Actor,
    input: Static<I>,
    options?: ExecuteOptions,
  ): Promise<Outcome<Static<O>>>;
  /** A member of a new organisation with these roles. */
  member(...roles: Role[]): Actor;
  /** Runs a function inside one transaction in the name of an actor (the system by default). */
  within<T>(work: (ctx: Ctx) => Promise<T>, actor?: Actor): Promise<T>;
  /** Runs the jobs that are due, in order. */
  drain(until?: Date): Promise<number>;
  close(): Promise<void>;
}

/**
 * A real database, cloned from a migrated template of exactly these modules, with a virtual clock.
 * Every permission is granted unless `allows` says otherwise.
 */
export async function testApp(
  modules: readonly Module[],
  options: {
    start?: string;
    services?: Partial<Services>;
    jobs?: readonly AnyJob[];
    allows?: Runtime['allows'];
  } = {},
): Promise<TestApp> {
  const cluster = await enterTestCluster();
  const name = `t_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  await cloneTemplate(cluster.url('postgres'), await template(modules), name);
  const ownerUrl = cluster.url(name);
  const database = openDatabase(ownerUrl, TEST_SECRET, 8);
  const clock = new VirtualClock(new Date(options.start ?? '2026-03-02T08:00:00Z'));
  const random = seededRandom(name);
  const jobs = new MemoryJobs(clock);
  const home = mkdtempSync(join(tmpdir(), 'sauda-test-'));
  const duckdb = lazyDuckDb({ folder: join(home, 'statistics') });
  const runtime: Runtime = {
    database,
    clock,
    random,
    log: createLog('silent'),
    services: {
      home,
      public_url: 'http://localhost:4170',
      reader: publicReader(database.beside),
      signer: testSigner(),
      duckdb,
      outbound: openOutbound({ own_hosts: new Set(['127.0.0.1']), timeout_ms: 2000 }),
      vault: openVault(TEST_SECRET),
      subscribed: new Set<string>(),
      ...options.services,
    },
    jobs,
    gatherer: new Gatherer(),
    allows: options.allows ?? (() => true),
  };
  const handlers = options.jobs ?? modules.flatMap((m) => m.jobs ?? []);
  return {
    runtime,
    database,
    clock,
    ownerUrl,
    execute: async (useCase, actor, input, executeOptions) => {
      const mark = jobs.mark();
      try {
        const outcome = await execute(runtime, useCase, actor, input, executeOptions);
        if (typeof outcome === 'object' && outcome !== null && 'refusal' in outcome) jobs.forget(mark);
        return outcome;
      } catch (error) {
        jobs.forget(mark);
        throw error;
      }
    },
    member: (...roles) => ({
      kind: 'person',
      user_id: uuidv7(clock.now(), random),
      org_id: uuidv7(clock.now(), random),
      org_kind: roles[0] ?? 'trader',
      roles,
    }),
    within: (work, actor = systemActor) =>
      inTransaction(actor.kind === 'system' ? database.system : database.app, actor.org_id, (tx) =>
        work(context(runtime, tx, actor)),
      ),
    drain: (until) => jobs.drain(runtime, handlers, until),
    close: async () => {
      await Promise.all([database.close(), duckdb.close()]);
      await onServer(cluster.url('postgres'), (admin) =>
        admin.query(`drop database if exists ${name} with (force)`),
      );
      rmSync(home, { recursive: true, force: true });
      await leaveTestCluster();
    },
  };
}

/** Reference data is part of the template: other files, another template. */
function dataFingerprint(): string[] {
  const folder = fileURLToPath(new URL('../data/', import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .map((file) => `${file} ${sha256Hex(readFileSync(join(folder, file)))}`);
}

async function template(modules: readonly Module[]): Promise<string> {
  const cluster = await testCluster();
  const sets = [
    { name: 'platform', migrations: new URL('../src/platform/migrations/', import.meta.url) },
    ...modules,
  ];
  const fingerprint = sha256Hex(
    JSON.stringify([dataFingerprint(), sets.map((set) => [set.name, migrationFiles(set)])]),
  ).slice(0, 16);
  const name = `template_${fingerprint}`;
  await onServer(cluster.url('postgres'), async (admin) => {
    await admin.query('select pg_advisory_lock(4170002)');
    if ((await admin.query('select 1 from pg_database where datname = $1', [name])).rowCount) return;
    await admin.query(`drop database if exists ${name}_half with (force)`);
    await admin.query(`create database ${name}_half strategy file_copy`);
    const url = cluster.url(`${name}_half`);
    await migrate(url, TEST_SECRET, modules);
    const database = openDatabase(url, TEST_SECRET, 2);
    for (const module of modules) {
      const load = module.load;
      if (load) await inTransaction(database.system, systemActor.org_id, (tx) => load(tx));
    }
    await database.close();
    await admin.query(`alter database ${name}_half rename to ${name}`);
  });
  return name;
}

/** By copying files: writing every page to the log as well takes twice the time of the processor. */
async function cloneTemplate(url: string, from: string, to: string): Promise<void> {
  await onServer(url, async (admin) => {
    await admin.query('select pg_advisory_lock(4170003)');
    await admin.query(`create database ${to} template ${from} strategy file_copy`);
  });
}

async function onServer(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** A real Ed25519 signer with a key of this process only. */
function testSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    sign: async (payload, typ) => {
      const text = `${part({ alg: 'EdDSA', typ, kid: 'test' })}.${part(payload)}`;
      return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
    },
    verify: async (jws) => {
      const [header = '', payload = '', signature = ''] = jws.split('.');
      const holds = verify(
        null,
        Buffer.from(`${header}.${payload}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      return holds ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : undefined;
    },
    jwks: () => ({ keys: [jwk] }),
  };
}
