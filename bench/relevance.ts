import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { systemClock } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { isRefusal } from '../src/kernel/refusal.ts';
import { insertListings, searchListings } from '../src/modules/catalogue/index.ts';
import { publicReader } from '../src/platform/database/database.ts';
import { type Ctx, publicActor, type Services } from '../src/platform/index.ts';
import { demoListings } from '../src/simulator/listings.ts';
import { type BenchOptions, type Case, figure } from './case.ts';
import { type OpenedHome, openHome, temporaryHome } from './home.ts';
import { gradeOf, type Judgement, ndcgAt10, readJudgement } from './ndcg.ts';
import { startServer } from './server.ts';

const TARGET = 0.8;

interface Question {
  language: string;
  query: string;
  kind: string;
  relevant: string;
}

/**
 * How well the search answers the questions of data/relevance over the demonstration shelf and one listing for each
 * other goods of the corridor. The ceiling column holds PostgreSQL's own full text on the same shelf (English, Russian
 * and simple dictionaries over the titles, any word, ts_rank): what the search has to beat.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const questions = table<Question>('relevance/queries.csv');
  const folder = temporaryHome();
  const closers: (() => unknown)[] = [folder.remove];
  try {
    const server = await startServer(folder.folder, { SAUDA_DEMO_DEALS: '1' });
    await server.end();
    const home = await openHome(folder.folder);
    closers.push(home.close);
    await addOtherGoods(home);
    const services = { reader: publicReader(home.database.app) } as Services;
    const plain = new pg.Client({ connectionString: home.cluster.url('sauda') });
    await plain.connect();
    closers.push(() => plain.end());
    await plain.query(plainIndex);
    const shelf = (await plain.query<{ hs_code: string }>('select hs_code from plain')).rows;
    say(`${questions.length} questions, ${shelf.length} listings`);
    const scored: (Question & { ours: number; theirs: number })[] = [];
    for (const question of questions) {
      const judged = readJudgement(question.relevant);
      const all = shelf.map((row) => gradeOf(judged, row.hs_code));
      const ours = ndcgAt10(await askSauda(services, question, judged), all);
      const theirs = ndcgAt10(await askPlain(plain, question.query, judged), all);
      if (ours < 0.5) say(`${ours.toFixed(2)} (${theirs.toFixed(2)}) ${question.language} ${question.query}`);
      scored.push({ ...question, ours, theirs });
    }
    const line = (name: string, of: typeof scored, target?: number): Case =>
      figure(name, mean(of.map((one) => one.ours)), 'nDCG@10', 'more', {
        ceiling: mean(of.map((one) => one.theirs)),
        ...(target === undefined ? {} : { target }),
      });
    const groups = (by: 'language' | 'kind'): Case[] =>
      [...new Set(scored.map((one) => one[by]))].map((name) =>
        line(
          `${by} ${name}`,
          scored.filter((one) => one[by] === name),
        ),
      );
    return [line(`all ${scored.length} questions`, scored, TARGET), ...groups('language'), ...groups('kind')];
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

const table = <T>(path: string): T[] =>
  parse(readFileSync(new URL(`../data/${path}`, import.meta.url)), { columns: true });

/** One listing for each goods of the corridor that the demonstration does not have, so that there is something to confuse. */
async function addOtherGoods(home: OpenedHome): Promise<void> {
  const pattern = demoListings();
  const known = new Set(pattern.map((listing) => listing.hs_code));
  const [like] = pattern;
  if (!like) throw new Error('there are demonstration listings');
  const others = table<Record<string, string>>('hs/goods.csv').filter((row) => !known.has(row.code ?? ''));
  await home.asSystem((tx) =>
    insertListings(
      tx,
      others.map((row) => ({
        ...like,
        listing_id: uuidv7(systemClock.now(), Math.random),
        title: row.title_en ?? '',
        hs_code: row.code ?? '',
        translations: {
          zh: { title: row.title_zh ?? '', description: '', by: 'human' as const },
          ru: { title: row.title_ru ?? '', description: '', by: 'human' as const },
        },
      })),
    ),
  );
}

async function askSauda(
  services: Services,
  { query, language }: Question,
  judged: Judgement,
): Promise<number[]> {
  const ctx = { tx: services.reader, services, actor: publicActor, clock: systemClock, locale: language };
  const found = await searchListings.run(ctx as unknown as Ctx, { q: query, limit: 10 });
  if (isRefusal(found)) throw new Error(`${query}: ${found.code}`);
  return found.items.map((item) => gradeOf(judged, item.hs_code));
}

const plainIndex = `create temp table plain as
  select hs_code, listing_id,
    to_tsvector('english', title) || to_tsvector('russian', coalesce(translations -> 'ru' ->> 'title', ''))
      || to_tsvector('simple', coalesce(translations -> 'zh' ->> 'title', '') || ' ' || title) as words
  from catalogue.listing where published`;

async function askPlain(plain: pg.Client, query: string, judged: Judgement): Promise<number[]> {
  const words = query.replaceAll(/[^\p{L}\p{N}]+/gu, ' or ');
  const { rows } = await plain.query<{ hs_code: string }>(
    `with q as (select websearch_to_tsquery('english', $1) || websearch_to_tsquery('russian', $1)
       || websearch_to_tsquery('simple', $1) as q)
     select hs_code from plain, q where words @@ q order by ts_rank(words, q) desc, listing_id limit 10`,
    [words],
  );
  return rows.map((row) => gradeOf(judged, row.hs_code));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
