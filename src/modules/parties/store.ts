import { isUuid } from '../../kernel/ids.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Ctx, Role, Tx } from '../../platform/index.ts';
import type { OrganisationKind } from './kinds.ts';
import type { Profile, RegistrationChecked, RegistrationScheme } from './model.ts';

/** One row of the directory, as the database gives it. */
export interface OrganisationRow extends Omit<Profile, 'registered_at'> {
  registered_at: Date;
  version: number;
}

/** An organisation to be written with everything that is known about it. */
export interface NewOrganisation {
  org_id: string;
  name: string;
  name_zh?: string | null | undefined;
  name_ru?: string | null | undefined;
  name_native?: string | null | undefined;
  kind: OrganisationKind;
  country: string;
  trust: number;
  demo: boolean;
  /** Names are compared with the lists in the background; what the system itself makes needs no comparison. */
  screening?: 'waiting' | undefined;
  onboarded_by?: string | null | undefined;
  verified_by?: string | null | undefined;
  registered_at: Date;
  search_text: string;
  registration: { scheme: RegistrationScheme; number: string; checked: RegistrationChecked };
  email?: string | null | undefined;
  phone?: string | null | undefined;
  address?: string | null | undefined;
}

export interface NewMember {
  org_id: string;
  user_id: string;
  display_name: string;
  roles: readonly Role[];
}

const profileColumns = `org_id, name, name_zh, name_ru, name_native, kind, country, status, trust, demo,
  onboarded_by, registered_at, version`;

/**
 * Runs `work` with the rows of another organisation in sight. The caller has decided that the actor may do this
 * one thing there: found it, join it by invitation, or vouch for it.
 */
export async function onBehalfOf<T>(ctx: Ctx, org_id: string, work: () => Promise<T>): Promise<T> {
  assert(isUuid(org_id) && isUuid(ctx.actor.org_id), 'an organisation id is a UUID');
  await ctx.tx.run(`set local app.org_id = '${org_id}'`);
  const result = await work();
  await ctx.tx.run(`set local app.org_id = '${ctx.actor.org_id}'`);
  return result;
}

/** Writes organisations with their numbers, contacts and first state, set-based. Returns how many numbers were free. */
export async function insertOrganisations(tx: Tx, rows: readonly NewOrganisation[]): Promise<number> {
  if (rows.length === 0) return 0;
  const json = JSON.stringify(rows.map((row) => ({ ...row, ...row.registration })));
  return tx.run(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as g(
         org_id uuid, name text, name_zh text, name_ru text, name_native text, kind text, country text,
         trust smallint, demo boolean, screening text, onboarded_by uuid, verified_by uuid, registered_at timestamptz,
         search_text text, scheme text, number text, checked text, email text, phone text, address text)
     ), organisation as (
       insert into parties.organisation (org_id, name, name_zh, name_ru, name_native, kind, country, status,
         trust, demo, published, screening, onboarded_by, verified_by, verified_at, registered_at, updated_at,
         version, search_text)
       select org_id, name, name_zh, name_ru, name_native, kind, country,
         case when trust >= 2 then 'verified' else 'registered' end, trust, demo, true,
         coalesce(screening, 'clear'), onboarded_by, verified_by, case when trust >= 2 then registered_at end, registered_at, registered_at, 1, search_text
       from given
     ), contact as (
       insert into parties.contact (org_id, email, phone, address, updated_at)
       select org_id, email, phone, address, registered_at from given
       where email is not null or phone is not null or address is not null
     )
     insert into parties.registration (country, scheme, number, org_id, checked)
     select country, scheme, number, org_id, checked from given
     on conflict do nothing`,
    [json],
  );
}

/** Writes members; those that are known already stay as they are. */
export async function insertMembers(tx: Tx, rows: readonly NewMember[], joined_at: Date): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.run(
    `insert into parties.member (org_id, user_id, display_name, roles, active, joined_at, updated_at, version)
     select org_id, user_id, display_name, roles, true, $2, $2, 1
     from jsonb_to_recordset($1::jsonb) as g(org_id uuid, user_id uuid, display_name text, roles text[])
     on conflict (org_id, user_id) do nothing`,
    [JSON.stringify(rows), joined_at],
  );
}

export function findOrganisation(tx: Tx, org_id: string): Promise<OrganisationRow | undefined> {
  return tx.maybe<OrganisationRow>(
    `select ${profileColumns} from parties.organisation where org_id = $1 and published`,
    [org_id],
  );
}

export function selectOrganisations(tx: Tx, org_ids: readonly string[]): Promise<OrganisationRow[]> {
  return tx.rows<OrganisationRow>(
    `select ${profileColumns} from parties.organisation where org_id = any($1::uuid[])`,
    [org_ids],
  );
}

/** A page of the directory by name; one row more than `limit` when there is a next page. */
export function pageOfOrganisations(
  tx: Tx,
  page: {
    kind?: string | undefined;
    country?: string | undefined;
    q?: string | undefined;
    onboarded_by?: string | undefined;
    after?: { name: string; org_id: string } | undefined;
    limit: number;
  },
): Promise<OrganisationRow[]> {
  return tx.rows<OrganisationRow>(
    `select ${profileColumns} from parties.organisation
     where published
       and ($1::text is null or kind = $1) and ($2::text is null or country = $2)
       and ($3::text is null or position($3 in search_text) > 0)
       and ($4::text is null or (name, org_id) > ($4, $5::uuid))
       and ($6::uuid is null or onboarded_by = $6)
     order by name, org_id limit $7`,
    [
      page.kind ?? null,
      page.country ?? null,
      page.q?.toLowerCase() ?? null,
      page.after?.name ?? null,
      page.after?.org_id ?? null,
      page.onboarded_by ?? null,
      page.limit + 1,
    ],
  );
}

/** Raises trust of an organisation that is not verified yet; the number of rows tells whether it was. */
export function markVerified(
  tx: Tx,
  org_id: string,
  trust: number,
  verified_by: string,
  at: Date,
): Promise<number> {
  return tx.run(
    `update parties.organisation set status = 'verified', trust = $2, verified_by = $3, verified_at = $4,
       updated_at = $4, version = version + 1
     where org_id = $1 and status = 'registered'`,
    [org_id, trust, verified_by, at],
  );
}

export interface PrivateFacts {
  registrations: { country: string; scheme: string; number: string; checked: RegistrationChecked }[];
  contact: { email: string | null; phone: string | null; address: string | null } | null;
}

/** Numbers and contact of the actor's own organisation. */
export function privateFacts(tx: Tx, org_id: string): Promise<PrivateFacts> {
  return tx.one<PrivateFacts>(
    `select
       (select coalesce(jsonb_agg(jsonb_build_object('country', country, 'scheme', scheme, 'number', number,
          'checked', checked) order by scheme), '[]') from parties.registration where org_id = $1) as registrations,
       (select jsonb_build_object('email', email, 'phone', phone, 'address', address)
          from parties.contact where org_id = $1) as contact`,
    [org_id],
  );
}

export interface MemberRow {
  user_id: string;
  display_name: string;
  roles: Role[];
  joined_at: Date;
  version: number;
}

export function selectMembers(tx: Tx, org_id: string, limit: number): Promise<MemberRow[]> {
  return tx.rows<MemberRow>(
    `select user_id, display_name, roles, joined_at, version from parties.member
     where org_id = $1 and active order by joined_at, user_id limit $2`,
    [org_id, limit],
  );
}

/** Active members of an organisation who hold any of these roles. */
export async function membersWithRoles(tx: Tx, org_id: string, roles: readonly Role[]): Promise<string[]> {
  const rows = await tx.rows<{ user_id: string }>(
    `select user_id from parties.member where org_id = $1 and active and roles && $2::text[] order by user_id`,
    [org_id, roles],
  );
  return rows.map((row) => row.user_id);
}

/** Active administrators, locked so that two changes at once cannot remove the last two. */
export async function lockAdmins(tx: Tx, org_id: string): Promise<string[]> {
  const rows = await tx.rows<{ user_id: string }>(
    `select user_id from parties.member
     where org_id = $1 and active and 'admin' = any(roles) order by user_id for update`,
    [org_id],
  );
  return rows.map((row) => row.user_id);
}

/** Sets roles, or ends the membership when `roles` is empty. */
export function updateMember(
  tx: Tx,
  org_id: string,
  user_id: string,
  roles: readonly Role[],
  at: Date,
): Promise<MemberRow | undefined> {
  return tx.maybe<MemberRow>(
    `update parties.member set roles = case when cardinality($3::text[]) = 0 then roles else $3::text[] end,
       active = cardinality($3::text[]) > 0, updated_at = $4, version = version + 1
     where org_id = $1 and user_id = $2 and active
     returning user_id, display_name, roles, joined_at, version`,
    [org_id, user_id, roles, at],
  );
}

export interface InvitationRow {
  org_id: string;
  invitation_id: string;
  email: string;
  roles: readonly Role[];
  secret_hash: string;
  invited_by: string | null;
  created_at: Date;
  expires_at: Date;
}

export function insertInvitation(tx: Tx, row: InvitationRow): Promise<number> {
  return tx.run(
    `insert into parties.invitation (org_id, invitation_id, email, roles, secret_hash, state, invited_by,
       created_at, expires_at)
     values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)`,
    [
      row.org_id,
      row.invitation_id,
      row.email,
      row.roles,
      row.secret_hash,
      row.invited_by,
      row.created_at,
      row.expires_at,
    ],
  );
}

/** Takes an open invitation, once. Undefined when the secret is wrong, used or too old. */
export function takeInvitation(
  tx: Tx,
  org_id: string,
  secret_hash: string,
  user_id: string,
  at: Date,
): Promise<{ roles: Role[] } | undefined> {
  return tx.maybe<{ roles: Role[] }>(
    `update parties.invitation set state = 'accepted', accepted_by = $3
     where org_id = $1 and secret_hash = $2 and state = 'open' and expires_at > $4 returning roles`,
    [org_id, secret_hash, user_id, at],
  );
}

export interface Membership {
  org_id: string;
  org_name: string;
  org_kind: OrganisationKind;
  country: string;
  demo: boolean;
  roles: Role[];
}

/**
 * Oldest active membership of a person; in an organisation that is blocked it gives no roles. Reads across
 * organisations, so only the system may ask.
 */
export function oldestMembership(tx: Tx, user_id: string): Promise<Membership | undefined> {
  return tx.maybe<Membership>(
    `select m.org_id, o.name as org_name, o.kind as org_kind, o.country, o.demo,
       case when o.screening = 'blocked' then '{}' else m.roles end as roles
     from parties.member m join parties.organisation o on o.org_id = m.org_id
     where m.user_id = $1 and m.active order by m.joined_at, m.org_id limit 1`,
    [user_id],
  );
}

export function firstOfKind(
  tx: Tx,
  wanted: { kind: string; country: string; demo: boolean },
): Promise<{ org_id: string } | undefined> {
  return tx.maybe<{ org_id: string }>(
    `select org_id from parties.organisation where kind = $1 and country = $2 and demo = $3 and published
     order by registered_at, org_id limit 1`,
    [wanted.kind, wanted.country, wanted.demo],
  );
}
