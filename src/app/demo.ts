import type { Logger } from 'pino';
import { systemClock } from '../kernel/clock.ts';
import type { Accounts } from '../modules/accounts/index.ts';
import { createDemoAccounts, DEMO_PASSWORD } from '../modules/accounts/index.ts';
import { registerMembers, registerOrganisations } from '../modules/parties/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { inTransaction } from '../platform/database/database.ts';
import { type DemoOrganisation, demoOrganisations } from '../simulator/organisations.ts';
import type { Tools } from './compose.ts';
import type { Installation } from './install.ts';

/** One account for each role, in this order on the sign-in page. */
const accountsOf: [email: string, organisation: string][] = [
  ['seller.cn@demo.sauda.example', 'Demo Trader China 1'],
  ['buyer.kz@demo.sauda.example', 'Demo Trader Kazakhstan 1'],
  ['seller.uz@demo.sauda.example', 'Demo Trader Uzbekistan 1'],
  ['institution.kz@demo.sauda.example', 'Demo Chamber of Kazakhstan'],
  ['broker.kz@demo.sauda.example', 'Demo Broker Kazakhstan'],
  ['carrier@demo.sauda.example', 'Demo Rail Carrier'],
  ['warehouse@demo.sauda.example', 'Demo Warehouse Horgos'],
  ['bank@demo.sauda.example', 'Demo Settlement Bank'],
  ['customs.kz@demo.sauda.example', 'Demo Customs of Kazakhstan'],
  ['customs.cn@demo.sauda.example', 'Demo Customs of China'],
  ['statistics@demo.sauda.example', 'Demo Statistics Office'],
  ['ministry@demo.sauda.example', 'Demo Ministry of Trade'],
  ['operator@demo.sauda.example', 'Demo Operator'],
];

export interface DemoParts {
  config: Config;
  database: Installation['database'];
  tools: Tools;
  accounts: Accounts;
  log: Logger;
  say: (line: string) => void;
  progress: (label: string, done: number, total: number) => void;
}

/** The demonstration corridor: organisations, accounts and two years of deals. A no-op once it is there. */
export async function ensureDemo(parts: DemoParts): Promise<void> {
  const { database } = parts;
  const state = await inTransaction(database.system, systemActor.org_id, (tx) =>
    tx.maybe<{ value: { deals: number } }>(`select value from platform.setting where name = 'demo'`),
  );
  if (state) return;
  await inTransaction(database.system, systemActor.org_id, (tx) =>
    registerOrganisations(tx, demoOrganisations),
  );
  await createPeople(parts);
  await inTransaction(database.system, systemActor.org_id, (tx) =>
    tx.run(`insert into platform.setting (name, value, changed_at) values ('demo', $1, $2)`, [
      { deals: 0 },
      systemClock.now(),
    ]),
  );
}

async function createPeople({ config, database, accounts }: DemoParts): Promise<void> {
  const people = accountsOf.map(([email, name]) => ({
    email,
    organisation: demoOrganisations.find((o) => o.name === name) as DemoOrganisation,
  }));
  const ids = await createDemoAccounts(
    { config, pool: accounts.pool, clock: systemClock, random: Math.random },
    people.map(({ email, organisation }) => ({
      email,
      name: organisation.name.replace('Demo ', ''),
      locale: 'en',
    })),
  );
  const members = people.map(({ email, organisation }) => ({
    org_id: organisation.org_id,
    user_id: ids.get(email) ?? '',
    display_name: organisation.name,
    roles: [organisation.role],
  }));
  await inTransaction(database.system, systemActor.org_id, (tx) =>
    registerMembers(tx, members, systemClock.now()),
  );
}

/** Lines that tell a newcomer how to sign in. */
export function demoAccountLines(): string[] {
  const width = Math.max(...accountsOf.map(([email]) => email.length));
  return [
    `Demo accounts (password for all: ${DEMO_PASSWORD})`,
    ...accountsOf.map(([email, name]) => `  ${email.padEnd(width)}  ${name}`),
  ];
}
