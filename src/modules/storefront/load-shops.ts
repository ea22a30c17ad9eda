import { assert } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import { type ShopToWrite, takeSlug, writeShop } from './store.ts';

export type NewShop = ShopToWrite;

/** Opens shops of merchants that have none. For the system: the demonstration. Throws when an address is taken. */
export async function insertShops(tx: Tx, shops: readonly NewShop[], at: Date): Promise<void> {
  for (const shop of shops) {
    assert(await takeSlug(tx, shop.org_id, shop.slug, at), `the address ${shop.slug} is free`);
    assert(await writeShop(tx, shop, 0, at), `${shop.slug} is the first shop of its merchant`);
  }
}
