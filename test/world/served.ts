import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { allows } from '../../src/app/grants.ts';
import { jobs } from '../../src/app/modules.ts';
import { createServer } from '../../src/app/server.ts';
import { sha256Hex } from '../../src/kernel/hash.ts';
import { assert } from '../../src/kernel/refusal.ts';
import {
  type Accounts,
  createDemoAccounts,
  DEMO_PASSWORD,
  openAccounts,
} from '../../src/modules/accounts/index.ts';
import { membershipOf, registerMembers } from '../../src/modules/parties/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Actor, Role } from '../../src/platform/index.ts';
import { type JobQueue, openJobs, prepareJobs } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import type { DemoOrganisation } from '../../src/simulator/organisations.ts';
import { TEST_SECRET } from '../cluster.ts';
import { type Corridor, type Insider, playCorridor } from './corridor.ts';

/** Somebody with an account, who signs in with the first call. */
export interface Person {
  email: string;
  user_id: string;
  actor: Actor;
}

/** The corridor behind its real server, with real queues and people who are signed in. */
export interface Served extends Corridor {
  server: FastifyInstance;
  accounts: Accounts;
  queue: JobQueue;
  insider: Record<Insider, Person>;
  stranger: Record<Role, Person>;
  /** An account that belongs to no organisation. */
  nobody: Person;
  /** A second member of the buyer's organisation, and its administrator. */
  colleague: Person;
  /** An API key of the buyer. */
  key_id: string;
  key: string;
  /** The session of one who is signed in. */
  cookieOf(who: Person): Promise<string>;
  /** Each call comes from an address of its own, so that limits per address do not meet. */
  call(request: InjectOptions & { url: string }, who?: Person): Promise<LightMyRequestResponse>;
  /** A command with a new Idempotency-Key. */
  command(who: Person, url: string, payload?: object, key?: string): Promise<LightMyRequestResponse>;
  /** Number and content of the rows of every table that is not reference data, the queues included. */
  fingerprint(): Promise<Map<string, string>>;
  close(): Promise<void>;
}

export async function serveCorridor(): Promise<Served> {
  const corridor = await playCorridor();
  const { app } = corridor;
  const config = {
    ...readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    demo: true,
    rate_limit_per_minute: 10_000_000,
  };
  const log = createLog('silent');
  await prepareJobs(app.ownerUrl);
  const url = app.database.urlOf('sauda_jobs');
  // Nothing but requests may write here: fingerprints tell whether one did.
  const queue = await openJobs(url, jobs, () => undefined, { tended: false });
  const accounts = await openAccounts({
    config,
    systemUrl: app.database.urlOf('sauda_system'),
    clock: app.clock,
    log,
    membershipOf: (user_id) => app.within((ctx) => membershipOf(ctx.tx, user_id)),
  });
  const server = await createServer({
    config,
    log,
    runtime: { ...app.runtime, jobs: queue, allows },
    accounts,
  });
  let calls = 0;
  const sessions = new Map<Person, Promise<string>>();
  const cookieOf: Served['cookieOf'] = (who) => {
    const cookie = sessions.get(who) ?? signIn(call, who);
    sessions.set(who, cookie);
    return cookie;
  };
  const call: Served['call'] = async (request, who) => {
    calls += 1;
    return server.inject({
      remoteAddress: `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls & 255}`,
      ...request,
      url: request.url.startsWith('/api/') ? request.url : `/api/v1${request.url}`,
      headers: { ...(who ? { cookie: await cookieOf(who) } : {}), ...request.headers },
    });
  };
  const people = await openAccountsOf(corridor, accounts, config);
  const made = await call(
    { method: 'POST', url: '/api-keys', payload: { name: 'robot' } },
    people.insider.buyer,
  );
  const { key_id, key } = made.json();
  const owner = new pg.Pool({ connectionString: app.ownerUrl, max: 1 });
  return {
    ...corridor,
    ...people,
    key_id,
    key,
    server,
    accounts,
    queue,
    call,
    cookieOf,
    command: (who, url, payload = {}, key = `attack-${calls}-${performance.now()}`) =>
      call({ method: 'POST', url, payload, headers: { 'idempotency-key': key } }, who),
    fingerprint: async () => {
      await queue.settled();
      return fingerprint(owner);
    },
    close: async () => {
      await server.close();
      await queue.stop();
      await accounts.close();
      await owner.end();
      await app.close();
    },
  };
}

async function signIn(call: Served['call'], { email }: Person): Promise<string> {
  const payload = { email, password: DEMO_PASSWORD };
  const response = await call({ method: 'POST', url: '/sign-in', payload });
  assert(response.statusCode === 200, `${email} signs in: ${response.body}`);
  return response.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
}

async function openAccountsOf(
  { app, insiders, strangers }: Corridor,
  accounts: Accounts,
  config: { demo: boolean; production: boolean },
): Promise<Pick<Served, 'insider' | 'stranger' | 'nobody' | 'colleague'>> {
  const cast: { email: string; organisation: DemoOrganisation | undefined; roles: Role[] }[] = [
    ...Object.entries(insiders).map(([part, organisation]) => ({
      email: `${part}@inside.example`,
      organisation,
      roles: [organisation.role],
    })),
    ...Object.values(strangers).map((organisation) => ({
      email: `${organisation.role}@outside.example`,
      organisation,
      roles: [organisation.role],
    })),
    { email: 'colleague@inside.example', organisation: insiders.buyer, roles: ['trader', 'admin'] },
    { email: 'nobody@outside.example', organisation: undefined, roles: [] },
  ];
  const ids = await createDemoAccounts(
    { config, pool: accounts.pool, clock: app.clock, random: app.runtime.random },
    cast.map(({ email }) => ({ email, name: email.split('@')[0] ?? '', locale: 'en' })),
  );
  const idOf = (email: string): string => {
    const id = ids.get(email);
    assert(id, `${email} has an account`);
    return id;
  };
  await app.within((ctx) =>
    registerMembers(
      ctx.tx,
      cast.flatMap(({ email, organisation, roles }) =>
        organisation
          ? [{ org_id: organisation.org_id, user_id: idOf(email), display_name: email, roles }]
          : [],
      ),
      app.clock.now(),
    ),
  );
  const people = new Map(
    cast.map(({ email, organisation, roles }): [string, Person] => {
      const user_id = idOf(email);
      const org_id = organisation?.org_id ?? '00000000-0000-0000-0000-000000000000';
      const org_kind = organisation?.kind ?? 'public';
      return [email, { email, user_id, actor: { kind: 'person', user_id, org_id, org_kind, roles } }];
    }),
  );
  const person = (email: string): Person => {
    const found = people.get(email);
    assert(found, `${email} has an account`);
    return found;
  };
  const all = <K extends string>(names: string[], at: string): Record<K, Person> =>
    Object.fromEntries(names.map((name) => [name, person(`${name}@${at}.example`)])) as Record<K, Person>;
  return {
    insider: all<Insider>(Object.keys(insiders), 'inside'),
    stranger: all<Role>(Object.keys(strangers), 'outside'),
    nobody: person('nobody@outside.example'),
    colleague: person('colleague@inside.example'),
  };
}

/** Tables that every organisation reads and nobody writes over HTTP. Sessions come and go with each test. */
const leftOut = ['accounts', 'reference', 'landed_cost'];

/** Of each table how many rows it has and the last transaction that wrote one that stands: whatever is written changes one of them. */
async function fingerprint(owner: pg.Pool): Promise<Map<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not like 'pg\\_%'
        and n.nspname <> 'information_schema' and not n.nspname = any ($1)
        and (n.nspname <> 'pgboss' or c.relname = 'job')
      order by 1`,
    [leftOut],
  );
  const sql = tables
    .map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' rows, the last of ' || coalesce(max(xmin::text::bigint), 0) as print from ${name}`,
    )
    .join(' union all ');
  // Planned once in a connection: that takes longer than counting.
  const { rows } = await owner.query<{ name: string; print: string }>({ name: sha256Hex(sql), text: sql });
  return new Map(rows.map((row) => [row.name, row.print]));
}

/** Names of the tables whose rows differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name);
}
