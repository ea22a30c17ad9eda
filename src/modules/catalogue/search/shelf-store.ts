import type { Locale } from '../../../kernel/locale.ts';
import type { Tx } from '../../../platform/index.ts';
import { cover, type ListingPageRow, sellerName, titleIn } from '../store-pages.ts';
import type { ShelfRow } from './shelf.ts';

const columns = `w.org_id, w.listing_id, w.words::text as words,
  (extract(epoch from w.updated_at) * 1000)::float8 as updated_ms, w.hs_code, w.origin_country, w.seller_country,
  w.seller_trust, w.lead_time_days, w.price_amount, w.price_currency, w.incoterms, w.certificates`;

/** What the database had committed at one moment, in its own notation. */
export async function presentSnapshot(tx: Tx): Promise<string> {
  return (await tx.one<{ snapshot: string }>('select pg_current_snapshot()::text as snapshot')).snapshot;
}

/** Published listings in the order of their keys, after one. */
export function shelfRowsAfter(
  tx: Tx,
  after: { org_id: string; listing_id: string },
  limit: number,
): Promise<ShelfRow[]> {
  return tx.rows<ShelfRow>(
    `select ${columns} from catalogue.listing_words w
     where (org_id, listing_id) > ($1::uuid, $2::uuid) and words <> ''::tsvector and hs_code is not null
     order by org_id, listing_id limit $3`,
    [after.org_id, after.listing_id, limit],
  );
}

export interface ChangedRows {
  snapshot: string;
  rows: ShelfRow[];
}

/** Listings committed since a snapshot, withdrawn ones too, and the snapshot of now; at most `limit` and one. */
export async function shelfRowsSince(tx: Tx, snapshot: string, limit: number): Promise<ChangedRows> {
  const rows = await tx.rows<Partial<ShelfRow> & { snapshot: string }>(
    `select s.snapshot::text as snapshot, w.* from (select pg_current_snapshot() as snapshot) s
     left join lateral (
       select ${columns} from catalogue.listing_words w
       where w.changed_in >= pg_snapshot_xmin($1::pg_snapshot)
         and not pg_visible_in_snapshot(w.changed_in, $1::pg_snapshot)
       limit $2) w on true`,
    [snapshot, limit + 1],
  );
  return {
    snapshot: rows[0]?.snapshot ?? snapshot,
    rows: rows.filter((row): row is ShelfRow & { snapshot: string } => row.listing_id != null),
  };
}

/** What a page of hits shows, in any order; those that were withdrawn meanwhile are missing. */
export function rowsOfHits(
  tx: Tx,
  hits: readonly { org_id: string; listing_id: string }[],
  locale: Locale,
): Promise<ListingPageRow[]> {
  return tx.rows<ListingPageRow>(
    `select l.org_id, l.listing_id, ${titleIn(locale)} as title, l.hs_code, ${sellerName(locale)} as seller_name,
       l.seller_country, l.seller_trust, l.price_amount, l.price_currency, l.unit, l.moq, l.lead_time_days,
       l.origin_country, ${cover} as photo_id, l.demo, l.updated_at
     from unnest($1::uuid[], $2::uuid[]) as h (org_id, listing_id)
     join catalogue.listing l on l.org_id = h.org_id and l.listing_id = h.listing_id
     where l.published`,
    [hits.map((hit) => hit.org_id), hits.map((hit) => hit.listing_id)],
  );
}
