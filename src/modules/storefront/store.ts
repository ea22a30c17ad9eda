import type { Locale } from '../../kernel/locale.ts';
import type { Ctx, Tx } from '../../platform/index.ts';
import type { Intros, ToPersons } from './model.ts';

export interface ShopRow {
  org_id: string;
  slug: string;
  name: string;
  language: Locale;
  intros: Intros;
  country: string;
  demo: boolean;
  published: boolean;
  to_persons: ToPersons | null;
  version: number;
  changed_at: Date;
}

export interface ShelfRow {
  listing_id: string;
  allotment: string | null;
}

const shopColumns =
  'org_id, slug, name, language, intros, country, demo, published, to_persons, version, changed_at';
const shelfOf = `coalesce((select jsonb_agg(jsonb_build_object('listing_id', s.listing_id, 'allotment',
  s.allotment::text) order by s.position) from storefront.shelf s where s.org_id = p.org_id and s.published), '[]')`;

/** An open shop with what it shows. */
export type OpenShop = ShopRow & { shelf: ShelfRow[] };

/** The open shop of an address, old addresses too. One statement. */
export function findShop({ tx }: Pick<Ctx, 'tx'>, slug: string): Promise<OpenShop | undefined> {
  return tx.maybe(
    `select ${shopColumns}, ${shelfOf} as shelf from storefront.shop p
     where published and org_id = (select org_id from storefront.slug where slug = $1)`,
    [slug],
  );
}

/** Open shops that show something, those changed last first, each with the first offers it shows. */
export function selectShops(
  tx: Tx,
  page: { limit: number; offset: number; offers: number },
): Promise<OpenShop[]> {
  return tx.rows(
    `select ${shopColumns}, s.shelf from storefront.shop p
     cross join lateral (select jsonb_agg(jsonb_build_object('listing_id', f.listing_id, 'allotment',
         f.allotment::text) order by f.position) as shelf
       from (select listing_id, allotment, position from storefront.shelf s
         where s.org_id = p.org_id and s.published order by position limit $3) f) s
     where p.published and s.shelf is not null
     order by p.changed_at desc, p.org_id desc limit $1 offset $2`,
    [page.limit, page.offset, page.offers],
  );
}

/** The organisation's own shop with all its addresses. */
export function selectOwnShop(
  tx: Tx,
  org_id: string,
): Promise<(ShopRow & { shelf: ShelfRow[]; slugs: string[] }) | undefined> {
  return tx.maybe(
    `select ${shopColumns}, ${shelfOf.replace('and s.published', 'and s.shown')} as shelf,
       array(select slug from storefront.slug g where g.org_id = p.org_id order by taken_at, slug) as slugs
     from storefront.shop p where org_id = $1`,
    [org_id],
  );
}

/** Whose an address is, and how many addresses the organisation has. */
export function slugStanding(
  tx: Tx,
  org_id: string,
  slug: string,
): Promise<{ owner: string | null; held: number }> {
  return tx.one(
    `select (select org_id from storefront.slug where slug = $2) as owner,
       (select count(*)::int from storefront.slug where org_id = $1) as held`,
    [org_id, slug],
  );
}

/** Takes an address; false when somebody was faster. */
export async function takeSlug(tx: Tx, org_id: string, slug: string, at: Date): Promise<boolean> {
  const taken = await tx.run(
    'insert into storefront.slug (slug, org_id, taken_at) values ($1, $2, $3) on conflict (slug) do nothing',
    [slug, org_id, at],
  );
  return taken === 1;
}

export type ShopToWrite = Omit<OpenShop, 'version' | 'changed_at'>;

/** Writes a new shop, or over the version that was read; false when somebody was faster. */
export async function writeShop(tx: Tx, shop: ShopToWrite, version: number, at: Date): Promise<boolean> {
  const values = [
    shop.org_id,
    shop.slug,
    shop.name,
    shop.language,
    shop.intros,
    shop.country,
    shop.demo,
    shop.published,
    at,
    shop.to_persons,
  ];
  const written =
    version === 0
      ? await tx.run(
          `insert into storefront.shop (org_id, slug, name, language, intros, country, demo, published, version,
             opened_at, changed_at, to_persons)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9, $10) on conflict (org_id) do nothing`,
          values,
        )
      : await tx.run(
          `update storefront.shop set slug = $2, name = $3, language = $4, intros = $5, country = $6, demo = $7,
             published = $8, changed_at = $9, to_persons = $10, version = version + 1
           where org_id = $1 and version = $11`,
          [...values, version],
        );
  if (written !== 1) return false;
  // In the order that orders take them in, so that a shop that is kept and its orders never wait for each other.
  await tx.rows(
    'select listing_id from storefront.shelf where org_id = $1 order by listing_id for no key update',
    [shop.org_id],
  );
  // What is no longer on show keeps its row, hidden: the app deletes nothing.
  await tx.run(
    `update storefront.shelf set published = false, shown = false
     where org_id = $1 and shown and listing_id <> all ($2::uuid[])`,
    [shop.org_id, shop.shelf.map((s) => s.listing_id)],
  );
  await tx.run(
    `insert into storefront.shelf (org_id, listing_id, position, allotment, shown, published)
     select $1, g.listing_id, g.position, g.allotment, true, $3
     from jsonb_to_recordset($2::jsonb) as g(listing_id uuid, position int, allotment numeric)
     on conflict (org_id, listing_id) do update set position = excluded.position,
       allotment = excluded.allotment, shown = true, published = excluded.published`,
    [
      shop.org_id,
      JSON.stringify(shop.shelf.map((s, index) => ({ ...s, position: index + 1 }))),
      shop.published,
    ],
  );
  return true;
}
