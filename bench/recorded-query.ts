import { listListings } from '../src/modules/catalogue/index.ts';
import { type Ctx, publicActor, type Tx } from '../src/platform/index.ts';

export interface RecordedQuery {
  sql: string;
  params: unknown[];
}

/** The statement by which Sauda answers a search of the shelf, so that the ceiling runs the same one. */
export async function recordListQuery(search: URLSearchParams): Promise<RecordedQuery> {
  const sent: RecordedQuery[] = [];
  const tx: Pick<Tx, 'rows'> = {
    rows: async (sql, params = []) => {
      sent.push({ sql, params: [...params] });
      return [];
    },
  };
  const input = Object.fromEntries(
    [...search].map(([name, value]) => [name, name === 'limit' ? Number(value) : value]),
  );
  await listListings.run({ tx, actor: publicActor, locale: 'en' } as Ctx, input);
  const [only] = sent;
  if (!only || sent.length !== 1) throw new Error(`one statement makes a page, not ${sent.length}`);
  return only;
}
