import type { Logger } from 'pino';
import { systemClock } from '../kernel/clock.ts';
import { daysAfter } from '../kernel/days.ts';
import { assert } from '../kernel/refusal.ts';
import { createDemoAccounts, DEMO_PASSWORD, openAccountsPool } from '../modules/accounts/index.ts';
import { insertPhotos } from '../modules/catalogue/index.ts';
import { funnelQueue, introduce } from '../modules/matching/index.ts';
import { registerMembers, registerOrganisations } from '../modules/parties/index.ts';
import { countQueue } from '../modules/reputation/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { inTransaction } from '../platform/database/database.ts';
import type { Role } from '../platform/index.ts';
import { demoListings, demoNeeds } from '../simulator/listings.ts';
import {
  demoNewcomers,
  demoOrganisations,
  demoService,
  demoTraders,
  memberOf,
} from '../simulator/organisations.ts';
import { leaveForApproval } from '../simulator/payout-accounts.ts';
import { demoPhotos } from '../simulator/photos.ts';
import { playDay } from '../simulator/play-day.ts';
import { playDesk } from '../simulator/play-desk.ts';
import { playPersons, retailListings } from '../simulator/retail.ts';
import { playOpenDeals, runSimulation } from '../simulator/run.ts';
import { demoShops } from '../simulator/shops.ts';
import { Stage, type Theatre } from '../simulator/stage.ts';
import { composeRuntime, type Tools } from './compose.ts';
import type { Installation } from './install.ts';
import { jobs } from './modules.ts';

const SEED = 'corridor';
const START = new Date('2024-10-01T00:00:00Z');
const MONTHS = 24;
/** Deals that are under way when the demonstration is set up, so that everybody finds something waiting. */
const OPEN_DEALS = 60;
const INTRODUCED = 3;

/**
 * An account for each role, in this order on the sign-in page; a second one where two people must agree. Only the
 * director administers its firm.
 */
const accountsOf: [email: string, organisation: string, more?: Role][] = [
  ['seller.cn@demo.sauda.example', 'Demo Trader China 1'],
  ['buyer.kz@demo.sauda.example', 'Demo Trader Kazakhstan 1'],
  ['director.kz@demo.sauda.example', 'Demo Trader Kazakhstan 1', 'admin'],
  ['seller.uz@demo.sauda.example', 'Demo Trader Uzbekistan 1'],
  ['institution.kz@demo.sauda.example', 'Demo Chamber of Kazakhstan'],
  ['institution.cn@demo.sauda.example', 'Demo Chamber of China'],
  ['broker.kz@demo.sauda.example', 'Demo Broker Kazakhstan'],
  ['broker.cn@demo.sauda.example', 'Demo Broker China'],
  ['carrier@demo.sauda.example', 'Demo Rail Carrier'],
  ['warehouse@demo.sauda.example', 'Demo Warehouse Horgos'],
  ['bank@demo.sauda.example', 'Demo Settlement Bank'],
  ['bank.second@demo.sauda.example', 'Demo Settlement Bank'],
  ['treasury@demo.sauda.example', 'Demo Treasury'],
  ['treasury.second@demo.sauda.example', 'Demo Treasury'],
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
  log: Logger;
  progress: (label: string, done: number, total: number) => void;
}

/** Fills a new installation with the demonstration corridor: organisations, accounts and two years of deals. */
export async function furnishDemo(parts: DemoParts): Promise<void> {
  const { config, database, tools, log } = parts;
  const there = await inTransaction(database.system, systemActor.org_id, (tx) =>
    tx.maybe(`select 1 from platform.setting where name = 'demo'`),
  );
  if (there) return;
  const theatre: Theatre = {
    jobs,
    compose: (own) => composeRuntime({ config, database, tools, log, ...own }),
  };
  const report = await runSimulation(theatre, {
    deals: config.demo_deals,
    seed: SEED,
    faults: false,
    start: START,
    months: MONTHS,
    progress: (done, total) => parts.progress('Demonstration corridor: deals', done, total),
  });
  await playOpenDeals(theatre, {
    deals: Math.min(OPEN_DEALS, config.demo_deals),
    seed: SEED,
    now: systemClock.now(),
  });
  // Figures speak of the 24 months up to now, so they are counted by the real clock.
  await new Stage(theatre, `${SEED} figures`, systemClock.now()).enqueue(countQueue);
  const [paidOut] = demoTraders('CN');
  assert(paidOut, 'there is a trader in China');
  await leaveForApproval(new Stage(theatre, `${SEED} payouts`, daysAfter(systemClock.now(), -2)), paidOut);
  await playDesk(theatre, { seed: SEED, now: systemClock.now() });
  const broken = report.invariants.find((i) => !i.holds);
  assert(!broken, `the demonstration corridor is sound: ${broken?.name} ${broken?.detail}`);
  await showGoodsAndNewcomers(parts);
  await playPersons(new Stage(theatre, `${SEED} persons`, systemClock.now()));
  await introduceFirms(theatre);
  await playDay(new Stage(theatre, `${SEED} day`, systemClock.now()), demoService('institution', 'KZ'));
  await new Stage(theatre, `${SEED} funnels`, systemClock.now()).enqueue(funnelQueue);
  await createPeople(parts);
  await inTransaction(database.system, systemActor.org_id, (tx) =>
    tx.run(`insert into platform.setting (name, value, changed_at) values ('demo', $1, $2)`, [
      { seed: SEED, deals: report.deals, digest: report.digest },
      systemClock.now(),
    ]),
  );
}

/** The chamber of Kazakhstan introduces firms that it brought on to sellers of what they need. */
async function introduceFirms(theatre: Theatre): Promise<void> {
  const stage = new Stage(theatre, `${SEED} introductions`, daysAfter(systemClock.now(), -1));
  const chamber = demoService('institution', 'KZ');
  const own = new Set(demoTraders('KZ').flatMap((o) => (o.onboarded_by === chamber.org_id ? o.org_id : [])));
  for (const need of demoNeeds()
    .filter(({ org_id }) => own.has(org_id))
    .slice(0, INTRODUCED)) {
    const listing = demoListings().find(
      ({ hs_code, org_id }) => hs_code === need.hs_code && !own.has(org_id),
    );
    if (!listing) continue;
    await stage.act(memberOf(chamber), introduce, { need_id: need.need_id, listing_id: listing.listing_id });
  }
}

/** Drawings of the goods in the shops, and firms that chambers have just brought on. */
async function showGoodsAndNewcomers({ config, database }: DemoParts): Promise<void> {
  const withShops = new Set(demoShops(demoListings()).map((shop) => shop.org_id));
  const offers = [...retailListings(), ...demoListings()];
  const photos = await demoPhotos(offers.filter((one) => withShops.has(one.org_id)));
  await inTransaction(database.system, systemActor.org_id, async (tx) => {
    await insertPhotos(tx, config.home, photos);
    await registerOrganisations(tx, demoNewcomers);
  });
}

/** The demonstration accounts, each a member of its organisation. */
export async function createPeople({
  config,
  database,
}: Pick<DemoParts, 'config' | 'database'>): Promise<void> {
  const pool = openAccountsPool(database.urlOf('sauda_system'));
  try {
    const people = accountsOf.map(([email, name, more]) => {
      const organisation = demoOrganisations.find((o) => o.name === name);
      assert(organisation, `${name} is a demonstration organisation`);
      return { email, organisation, roles: [organisation.role, ...(more ? [more] : [])] };
    });
    const ids = await createDemoAccounts(
      { config, pool, clock: systemClock, random: Math.random },
      people.map(({ email, organisation }) => ({
        email,
        name: organisation.name.replace('Demo ', ''),
        locale: 'en',
      })),
    );
    const members = people.map(({ email, organisation, roles }) => {
      const user_id = ids.get(email);
      assert(user_id, `${email} has an account`);
      return {
        org_id: organisation.org_id,
        user_id,
        display_name: organisation.name,
        roles,
      };
    });
    await inTransaction(database.system, systemActor.org_id, (tx) =>
      registerMembers(tx, members, systemClock.now()),
    );
  } finally {
    await pool.end();
  }
}

/** Lines that tell a newcomer how to sign in. */
export function demoAccountLines(): string[] {
  const width = Math.max(...accountsOf.map(([email]) => email.length));
  return [
    `Demo accounts (password for all: ${DEMO_PASSWORD})`,
    ...accountsOf.map(([email, name]) => `  ${email.padEnd(width)}  ${name}`),
  ];
}
