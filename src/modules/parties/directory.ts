import type { Outcome } from '../../kernel/refusal.ts';
import { refuse } from '../../kernel/refusal.ts';
import type { Ctx, Tx } from '../../platform/index.ts';
import {
  checkNumber,
  type Profile,
  type RegistrationScheme,
  searchTextOf,
  trustOnRegistration,
} from './model.ts';
import {
  findOrganisation,
  insertMembers,
  insertOrganisations,
  type Membership,
  type NewMember,
  type NewOrganisation,
  type OrganisationRow,
  oldestMembership,
  selectOrganisations,
} from './store.ts';

/** The profile as it travels. */
export function toProfile(row: OrganisationRow): Profile {
  const { version: _version, registered_at, ...facts } = row;
  return { ...facts, registered_at: registered_at.toISOString() };
}

/** Profile of one organisation. Refuses with parties.not_found. */
export async function getOrganisationProfile(ctx: Ctx, org_id: string): Promise<Outcome<Profile>> {
  const row = await findOrganisation(ctx.tx, org_id);
  return row ? toProfile(row) : refuse('parties.not_found', { org_id });
}

/** Profiles of many organisations in one statement, for the names on lists. Unknown ids are absent. */
export async function findOrganisations(
  ctx: Pick<Ctx, 'tx'>,
  org_ids: readonly string[],
): Promise<Map<string, Profile>> {
  if (org_ids.length === 0) return new Map();
  const rows = await selectOrganisations(ctx.tx, [...new Set(org_ids)]);
  return new Map(rows.map((row) => [row.org_id, toProfile(row)]));
}

/** An organisation of a simulation or an import. `trust` is computed from the number when not given. */
export interface RegisteredOrganisation
  extends Omit<NewOrganisation, 'search_text' | 'registration' | 'trust'> {
  registration_scheme: RegistrationScheme;
  registration_number: string;
  trust?: 0 | 1 | 2 | 3;
}

/**
 * Writes many organisations in one statement, with their numbers checked. For the system: the simulator and
 * the demonstration corridor. Throws when a number is wrong or taken, because such a caller made it itself.
 */
export async function registerOrganisations(tx: Tx, rows: readonly RegisteredOrganisation[]): Promise<void> {
  const made = rows.map((row): NewOrganisation => {
    const { registration_scheme: scheme, registration_number: number, ...facts } = row;
    const checked = checkNumber(row.country, scheme, number);
    if (typeof checked !== 'string')
      throw new Error(`${row.name}: ${checked.code} ${JSON.stringify(checked.params)}`);
    return {
      ...facts,
      trust: row.trust ?? trustOnRegistration(checked),
      search_text: searchTextOf(row),
      registration: { scheme, number, checked },
    };
  });
  const written = await insertOrganisations(tx, made);
  if (written !== made.length)
    throw new Error(`${made.length - written} of ${made.length} registration numbers are taken`);
}

/** Writes memberships in one statement; known ones stay. For the system. */
export async function registerMembers(tx: Tx, rows: readonly NewMember[], joined_at: Date): Promise<void> {
  await insertMembers(tx, rows, joined_at);
}

/** The organisation and roles in whose name a person acts: the oldest membership. For the system. */
export function membershipOf(tx: Tx, user_id: string): Promise<Membership | undefined> {
  return oldestMembership(tx, user_id);
}
