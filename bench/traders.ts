import { systemClock } from '../src/kernel/clock.ts';
import { assert } from '../src/kernel/refusal.ts';
import { createDemoAccounts, DEMO_PASSWORD, openAccountsPool } from '../src/modules/accounts/index.ts';
import { registerMembers } from '../src/modules/parties/index.ts';
import { type DemoOrganisation, demoTraders } from '../src/simulator/organisations.ts';
import type { Client } from './client.ts';
import type { OpenedHome } from './home.ts';

/** A person of a demonstration trader, signed in. */
export interface Trader {
  organisation: DemoOrganisation;
  /** The session cookie as it travels. */
  cookie: string;
}

/** Buyers of Kazakhstan and sellers of China, `count` each, with a person and a real session for each. */
export async function signInTraders(
  home: OpenedHome,
  client: Client,
  count: number,
): Promise<{ buyers: Trader[]; sellers: Trader[] }> {
  const chosen = [...demoTraders('KZ').slice(0, count), ...demoTraders('CN').slice(0, count)];
  await createPeople(home, chosen);
  const traders: Trader[] = [];
  for (const organisation of chosen)
    traders.push({ organisation, cookie: await signIn(client, organisation) });
  return { buyers: traders.slice(0, count), sellers: traders.slice(count) };
}

function emailOf(organisation: DemoOrganisation): string {
  return `bench.${organisation.org_id}@demo.sauda.example`;
}

export async function createPeople(
  home: OpenedHome,
  organisations: readonly DemoOrganisation[],
): Promise<void> {
  const pool = openAccountsPool(home.database.urlOf('sauda_system'));
  try {
    const ids = await createDemoAccounts(
      { config: { demo: true, production: false }, pool, clock: systemClock, random: Math.random },
      organisations.map((o) => ({ email: emailOf(o), name: o.name, locale: 'en' as const })),
    );
    const members = organisations.map((o) => {
      const user_id = ids.get(emailOf(o));
      assert(user_id, `${o.name} has an account`);
      return { org_id: o.org_id, user_id, display_name: o.name, roles: [o.role] };
    });
    await home.asSystem((tx) => registerMembers(tx, members, systemClock.now()));
  } finally {
    await pool.end();
  }
}

export async function signIn(client: Client, organisation: DemoOrganisation): Promise<string> {
  const email = emailOf(organisation);
  const answer = await client.send('POST', '/api/v1/sign-in', {}, { email, password: DEMO_PASSWORD });
  assert(answer.status === 200, `${email} signs in: ${JSON.stringify(answer.body)}`);
  return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
