import type { Locale } from '../../kernel/locale.ts';
import { isCurrency } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { Translations } from './model.ts';
import type { Need, NeedInput } from './need-model.ts';

/** A need to be written. */
export interface NeedRow extends NeedInput {
  org_id: string;
  need_id: string;
  buyer_name: string;
  buyer_country: string;
  buyer_trust: number;
  demo: boolean;
  created_at: Date;
}

/** A need as the database gives it. */
export interface StoredNeed {
  org_id: string;
  need_id: string;
  language: Locale;
  title: string;
  description: string;
  translations: Translations;
  hs_code: string;
  quantity: string;
  unit: string;
  to_country: string;
  place_to: string | null;
  origin_countries: string[];
  max_price_amount: bigint | null;
  max_price_currency: string | null;
  within_days: number | null;
  certificates: string[];
  incoterm: string | null;
  quantity_per_month: string | null;
  package_kind: string | null;
  buyer_name: string;
  buyer_country: string;
  buyer_trust: number;
  published: boolean;
  demo: boolean;
  created_at: Date;
  updated_at: Date;
}

const columns = `org_id, need_id, language, title, description, translations, hs_code, quantity, unit, to_country,
  place_to, origin_countries, max_price_amount, max_price_currency, within_days, certificates, incoterm,
  quantity_per_month, package_kind, buyer_name, buyer_country, buyer_trust, published, demo, created_at, updated_at`;

/** Writes needs in one statement. */
export async function insertNeedRows(tx: Tx, rows: readonly NeedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into catalogue.need (org_id, need_id, language, title, description, translations, hs_code, quantity,
       unit, to_country, place_to, origin_countries, max_price_amount, max_price_currency, within_days, certificates,
       incoterm, quantity_per_month, package_kind, buyer_name, buyer_country, buyer_trust, published, demo, created_at,
       updated_at, version)
     select org_id, need_id, language, title, description, coalesce(translations, '{}'), hs_code, quantity, unit,
       to_country, place_to, origin_countries, (max_price ->> 'amount')::bigint, max_price ->> 'currency',
       within_days, coalesce(certificates, '{}'), incoterm, quantity_per_month, package_kind, buyer_name, buyer_country,
       buyer_trust, true, demo, created_at, created_at, 1
     from jsonb_to_recordset($1::jsonb) as g(
       org_id uuid, need_id uuid, language text, title text, description text, translations jsonb, hs_code text,
       quantity numeric, unit text, to_country text, place_to text, origin_countries text[], max_price jsonb,
       within_days int, certificates text[], incoterm text, quantity_per_month numeric, package_kind text,
       buyer_name text, buyer_country text, buyer_trust smallint, demo boolean, created_at timestamptz)`,
    [JSON.stringify(rows)],
  );
}

/** One need: an open one, or the organisation's own. */
export function selectNeed(tx: Tx, need_id: string): Promise<StoredNeed | undefined> {
  return tx.maybe<StoredNeed>(`select ${columns} from catalogue.need where need_id = $1`, [need_id]);
}

/** Open needs by id. */
export function selectOpenNeeds(tx: Tx, need_ids: readonly string[]): Promise<StoredNeed[]> {
  return tx.rows<StoredNeed>(
    `select ${columns} from catalogue.need where need_id = any ($1::uuid[]) and published`,
    [need_ids],
  );
}

/** A page, newest first; one row more than `limit` when there is a next page. */
export function pageOfNeeds(
  tx: Tx,
  page: {
    own: string | undefined;
    hs_prefix: string | undefined;
    to_country: string | undefined;
    after: { updated_at: string; need_id: string } | undefined;
    limit: number;
  },
): Promise<StoredNeed[]> {
  const params: unknown[] = [];
  const put = (value: unknown): string => `$${params.push(value)}`;
  const where = [page.own === undefined ? 'published' : `org_id = ${put(page.own)}`];
  if (page.hs_prefix !== undefined)
    where.push(`hs_code >= ${put(page.hs_prefix)} and hs_code <= ${put(`${page.hs_prefix}999999`)}`);
  if (page.to_country !== undefined) where.push(`to_country = ${put(page.to_country)}`);
  if (page.after !== undefined)
    where.push(
      `(updated_at, need_id) < (${put(page.after.updated_at)}::timestamptz, ${put(page.after.need_id)}::uuid)`,
    );
  return tx.rows<StoredNeed>(
    `select ${columns} from catalogue.need where ${where.join(' and ')}
     order by updated_at desc, need_id desc limit ${put(page.limit + 1)}`,
    params,
  );
}

/** Closes an open need of the organisation; false when there is none. */
export async function closeNeedRow(tx: Tx, org_id: string, need_id: string, at: Date): Promise<boolean> {
  const changed = await tx.run(
    `update catalogue.need set published = false, updated_at = $3, version = version + 1
     where org_id = $1 and need_id = $2 and published`,
    [org_id, need_id, at],
  );
  return changed === 1;
}

export function toNeed(row: StoredNeed): Need {
  const { max_price_amount: amount, max_price_currency: currency } = row;
  assert(currency === null || isCurrency(currency), 'a stored price is in a known currency');
  return {
    need_id: row.need_id,
    buyer: {
      org_id: row.org_id,
      name: row.buyer_name,
      country: row.buyer_country,
      trust: row.buyer_trust,
    },
    language: row.language,
    title: row.title,
    description: row.description,
    translations: row.translations,
    hs_code: row.hs_code,
    quantity: row.quantity,
    unit: row.unit,
    to_country: row.to_country,
    place_to: row.place_to,
    origin_countries: row.origin_countries,
    max_price: amount !== null && currency !== null ? { amount: amount.toString(), currency } : null,
    within_days: row.within_days,
    certificates: row.certificates,
    incoterm: row.incoterm,
    quantity_per_month: row.quantity_per_month,
    package_kind: row.package_kind,
    state: row.published ? 'open' : 'closed',
    demo: row.demo,
    created_at: row.created_at.toISOString(),
  };
}
