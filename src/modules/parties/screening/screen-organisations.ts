import { NO_ORG } from '../../../kernel/ids.ts';
import type { Ctx, Tx } from '../../../platform/index.ts';
import {
  nextScreened,
  readEntries,
  readLists,
  readNeighbours,
  readScreened,
  type Screened,
  writeHits,
} from './store-screening.ts';
import { Watchlist, type WatchMatch } from './watchlist.ts';

const PAGE = 500;
/** Firms of one country that a new one is compared with. */
const NEIGHBOURS = 5000;

/** The lists as they are folded in this process, by the hashes of their files. */
let held: { key: string; list: Watchlist } | undefined;

async function currentList(tx: Tx): Promise<Watchlist> {
  const lists = await readLists(tx);
  const key = lists.map((l) => `${l.list_id} ${l.file_hash}`).join('\n');
  if (held?.key !== key) held = { key, list: new Watchlist(lists.length > 0 ? await readEntries(tx) : []) };
  return held.list;
}

/** Compares organisations with all lists, and with one another for those that are here twice. As the system. */
export async function screenOrganisations(ctx: Ctx, org_ids: readonly string[]): Promise<void> {
  const list = await currentList(ctx.tx);
  for (const one of await readScreened(ctx.tx, org_ids)) {
    const duplicates = one.demo ? [] : await duplicatesOf(ctx.tx, one);
    await screen(ctx, list, one, duplicates);
  }
}

/** Compares everybody with all lists, after a list has changed. Returns how many were looked at. As the system. */
export async function screenEverybody(ctx: Ctx): Promise<number> {
  const list = await currentList(ctx.tx);
  let count = 0;
  for (let after = NO_ORG; ; ) {
    const page = await nextScreened(ctx.tx, after, PAGE);
    for (const one of page) await screen(ctx, list, one, []);
    count += page.length;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return count;
    after = last.org_id;
  }
}

function screen(ctx: Ctx, list: Watchlist, one: Screened, duplicates: readonly WatchMatch[]): Promise<void> {
  const matches = [...list.find(one.names, one.country), ...duplicates];
  return writeHits(ctx.tx, one, matches, ctx.clock.now(), () => ctx.id());
}

async function duplicatesOf(tx: Tx, one: Screened): Promise<WatchMatch[]> {
  const others = await readNeighbours(tx, one, NEIGHBOURS);
  return new Watchlist(
    others.map((o) => ({ list_id: 'duplicate', entry_id: o.org_id, names: o.names, country: o.country })),
  ).find(one.names, one.country);
}
