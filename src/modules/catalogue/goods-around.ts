import type { Tx } from '../../platform/index.ts';

/** Most goods of the firm itself that are looked at, of each side. */
const OWN = 20;
/** Most goods of one other firm, and of all of them together, of each side. */
const OF_ONE = 5;
const OF_ALL = 400;

/** Ids of open needs and published listings. */
export interface GoodsIds {
  needs: string[];
  listings: string[];
}

/**
 * What a firm wants and offers, and what others offer and want of the same chapters of the nomenclature: the newest,
 * few of each firm, so that one with thousands does not hide the others. One statement.
 */
export async function goodsAround(tx: Tx, org_id: string): Promise<{ own: GoodsIds; others: GoodsIds }> {
  const others = (table: string, id: string, chapters: string): string => `
    (select ${id} from (
       select ${id}, updated_at, row_number() over (partition by org_id order by updated_at desc, ${id} desc) as place
       from catalogue.${table}
       where published and org_id <> $1 and left(hs_code, 2) in (select left(hs_code, 2) from ${chapters})
     ) near where place <= ${OF_ONE} order by updated_at desc, ${id} desc limit ${OF_ALL})`;
  const own = (table: string): string => `
    (select * from catalogue.${table} where org_id = $1 and published order by updated_at desc limit ${OWN})`;
  const row = await tx.one<Record<'needs' | 'listings' | 'wanted' | 'offered', string[]>>(
    `with own_need as ${own('need')}, own_listing as ${own('listing')}
     select array(select need_id from own_need) as needs, array(select listing_id from own_listing) as listings,
       array${others('need', 'need_id', 'own_listing')} as wanted,
       array${others('listing', 'listing_id', 'own_need')} as offered`,
    [org_id],
  );
  return {
    own: { needs: row.needs, listings: row.listings },
    others: { needs: row.wanted, listings: row.offered },
  };
}
