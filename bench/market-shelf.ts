import pg from 'pg';
import { makeRegistration } from '../src/kernel/check-digits/index.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { seededRandom } from '../src/kernel/random.ts';
import { insertListings } from '../src/modules/catalogue/index.ts';
import { registerOrganisations } from '../src/modules/parties/index.ts';
import { demoListings } from '../src/simulator/listings.ts';
import { demoOrganisations } from '../src/simulator/organisations.ts';
import type { OpenedHome } from './home.ts';

const BATCH = 1000;

/** Fills the shelf with listings of made-up sellers, like those of the demonstration, prices spread by a tenth. */
export async function fillMarket(home: OpenedHome, sellers: number, listings: number): Promise<string[]> {
  const random = seededRandom('market bench');
  const like = demoOrganisations.find(
    (organisation) => organisation.kind === 'trader' && organisation.country === 'CN',
  );
  if (!like) throw new Error('there are demonstration traders');
  const firms = Array.from({ length: sellers }, (_, at) => ({
    ...like,
    org_id: uuidv7(systemClock.now(), random),
    name: `Demo Bench Trader ${at + 1}`,
    name_zh: `演示 ${at + 1}`,
    name_ru: `Демо ${at + 1}`,
    trust: (at % 4) as 0 | 1 | 2 | 3,
    registration_number: makeRegistration('cn_uscc', random),
  }));
  for (let from = 0; from < sellers; from += BATCH)
    await home.asSystem((tx) => registerOrganisations(tx, firms.slice(from, from + BATCH)));
  const pattern = demoListings();
  for (let from = 0; from < listings; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, listings - from) }, (_, at) => {
      const [base, firm] = [pattern[(from + at) % pattern.length], firms[(from + at) % sellers]];
      if (!base || !firm) throw new Error('there are listings and firms');
      return {
        ...base,
        org_id: firm.org_id,
        listing_id: uuidv7(systemClock.now(), random),
        created_at: new Date(base.created_at.getTime() + (from + at) * 60_000),
        lead_time_days: 5 + ((from + at) % 60),
      };
    });
    await home.asSystem((tx) => insertListings(tx, batch));
  }
  await tidy(home.cluster.url('sauda'));
  return firms.map((firm) => firm.org_id);
}

async function tidy(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('vacuum (analyze) catalogue.listing, catalogue.listing_words, catalogue.price');
  } finally {
    await owner.end();
  }
}
