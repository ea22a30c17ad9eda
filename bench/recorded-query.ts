import { systemClock } from '../src/kernel/clock.ts';
import { getListing, listListings, searchListings } from '../src/modules/catalogue/index.ts';
import { type Ctx, publicActor, type Services, type Tx } from '../src/platform/index.ts';

export interface RecordedQuery {
  sql: string;
  params: unknown[];
}

/** The statement by which Sauda answers a search of the shelf, so that the ceiling runs the same one. */
export function recordListQuery(search: URLSearchParams, reader?: Tx): Promise<RecordedQuery> {
  return recordQuery(`/listings?${search}`, reader);
}

/** The statement behind a page, the rows of a search, or one listing. A search reads its index through `reader`. */
export async function recordQuery(address: string, reader?: Tx): Promise<RecordedQuery> {
  const sent: RecordedQuery[] = [];
  const tx: Pick<Tx, 'rows' | 'one' | 'maybe'> = {
    rows: async (sql, params = []) => {
      sent.push({ sql, params: [...params] });
      return [];
    },
    one: async <R>(sql: string, params: readonly unknown[] = []) => {
      sent.push({ sql, params: [...params] });
      return { total: 0, items: [], facets: null } as R;
    },
    maybe: async (sql, params = []) => {
      sent.push({ sql, params: [...params] });
      return undefined;
    },
  };
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  const input = Object.fromEntries(
    [...searchParams].map(([name, value]) => [name, name === 'limit' ? Number(value) : value]),
  );
  const services = { reader } as Services;
  const ctx = { tx, actor: publicActor, locale: 'en', services, clock: systemClock } as Ctx;
  if (pathname === '/listings') await listListings.run(ctx, input);
  else if (pathname === '/search') await searchListings.run(ctx, input);
  else await getListing.run(ctx, { listing_id: pathname.replace('/listings/', '') });
  const [only] = sent;
  if (!only || sent.length !== 1) throw new Error(`one statement makes an answer, not ${sent.length}`);
  return only;
}
