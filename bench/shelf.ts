import pg from 'pg';
import { systemClock } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { insertListings } from '../src/modules/catalogue/index.ts';
import { demoListings } from '../src/simulator/listings.ts';
import type { OpenedHome } from './home.ts';

const BATCH = 1000;

/** Fills the shelf with copies of the demonstration listings, a minute apart, until `count` more are on it. */
export async function fillShelf(home: OpenedHome, count: number): Promise<void> {
  const pattern = demoListings();
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => {
      const like = pattern[(from + at) % pattern.length];
      if (!like) throw new Error('there are demonstration listings');
      return {
        ...like,
        listing_id: uuidv7(systemClock.now(), Math.random),
        created_at: new Date(like.created_at.getTime() + (from + at) * 60_000),
      };
    });
    await home.asSystem((tx) => insertListings(tx, batch));
  }
  await tidy(home.cluster.url('sauda'));
}

/** What PostgreSQL does by itself within minutes: without it the first plans are made for the shelf as it was. */
async function tidy(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('vacuum (analyze) catalogue.listing, catalogue.listing_words');
  } finally {
    await owner.end();
  }
}
