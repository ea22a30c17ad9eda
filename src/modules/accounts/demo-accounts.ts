import type pg from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Random } from '../../kernel/random.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Membership } from './identity.ts';

/** Printed at start and shown on the sign-in page of a demonstration. No other account may have it. */
export const DEMO_PASSWORD = 'corridor-demo-2026';

/** A person of the demonstration. */
export interface DemoAccount {
  email: string;
  name: string;
  locale: Locale;
}

/**
 * Creates demonstration users with the public password, one hash for all, in two statements; those that exist
 * stay. Returns the id of every one by e-mail; the caller makes them members. Only where demo is on.
 */
export async function createDemoAccounts(
  parts: { config: { demo: boolean; production: boolean }; pool: pg.Pool; clock: Clock; random: Random },
  accounts: readonly DemoAccount[],
): Promise<Map<string, string>> {
  assert(
    parts.config.demo && !parts.config.production,
    'demonstration accounts exist only in a demonstration',
  );
  const now = parts.clock.now();
  const { hashPassword } = await import('better-auth/crypto');
  const password = await hashPassword(DEMO_PASSWORD);
  // Ids a millisecond apart keep the order that was given, which is the order of the sign-in page.
  const rows = accounts.map((account, index) => ({
    ...account,
    email: account.email.toLowerCase(),
    id: uuidv7(new Date(now.getTime() + index), parts.random),
  }));
  const { rows: users } = await parts.pool.query<{ id: string; email: string }>(
    `with made as (
       insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", locale, demo)
       select id, name, email, true, $2, $2, locale, true
       from jsonb_to_recordset($1::jsonb) as g(id uuid, name text, email text, locale text)
       on conflict (email) do nothing returning id
     ), secret as (
       insert into account ("accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       select id::text, 'credential', id, $3, $2, $2 from made returning 1
     )
     select count(*)::int from secret`,
    [JSON.stringify(rows), now, password],
  );
  assert(users.length === 1, 'the statement answers with a count');
  const known = await parts.pool.query<{ id: string; email: string }>(
    'select id, email from "user" where email = any($1) and demo',
    [rows.map((row) => row.email)],
  );
  return new Map(known.rows.map((row) => [row.email, row.id]));
}

/** Whether somebody's password is the public one; production must not start then. */
export async function hasDemoPasswords(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ password: string }>(
    `select distinct a.password from account a join "user" u on u.id = a."userId"
     where u.demo and a.password is not null limit 100`,
  );
  if (rows.length === 0) return false;
  const { verifyPassword } = await import('better-auth/crypto');
  for (const { password } of rows)
    if (await verifyPassword({ hash: password, password: DEMO_PASSWORD })) return true;
  return false;
}

/** The demonstration accounts with their role and organisation, for the sign-in page. */
export async function demoAccounts(
  pool: pg.Pool,
  membershipOf: (user_id: string) => Promise<Membership | undefined>,
): Promise<{ email: string; password: string; name: string; roles: string[]; organisation: string }[]> {
  const { rows } = await pool.query<{ id: string; email: string; name: string }>(
    'select id, email, name from "user" where demo order by id limit 50',
  );
  const memberships = await Promise.all(rows.map((row) => membershipOf(row.id)));
  return rows.map((row, index) => ({
    email: row.email,
    password: DEMO_PASSWORD,
    name: row.name,
    roles: memberships[index]?.roles ?? [],
    organisation: memberships[index]?.org_name ?? '',
  }));
}
