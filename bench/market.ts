import { systemClock } from '../src/kernel/clock.ts';
import { isRefusal } from '../src/kernel/refusal.ts';
import { importPart } from '../src/modules/catalogue/index.ts';
import { publicReader } from '../src/platform/database/database.ts';
import { startBare } from './bare-server.ts';
import { type BenchOptions, type Case, figure } from './case.ts';
import { type OpenedHome, openHome, temporaryHome } from './home.ts';
import { measure } from './list.ts';
import { measureContracts } from './market-contracts.ts';
import { measureMatching } from './market-matching.ts';
import { fillMarket } from './market-shelf.ts';
import { processorMeter, workedOff } from './processor-time.ts';
import { recordQuery } from './recorded-query.ts';
import { startServer } from './server.ts';

const SELLERS = 2_000;
const LISTINGS = 50_000;
const IMPORTED = 10_000;
const PART = 1_000;

/** What is asked for at ten connections, with the figure that has to be reached. */
const reads = [
  { name: 'page', path: '/listings?limit=20', target: 1500 },
  { name: 'page of a heading', path: '/listings?limit=20&hs=8507', target: 1500 },
  {
    name: 'search with two facets',
    path: '/search?q=lithium%20battery&limit=20&facets=seller_country,trust',
    target: 500,
  },
  {
    name: 'search narrowed by two facets',
    path: '/search?q=%D0%BF%D0%B0%D1%85%D1%82%D0%B0&limit=20&origin_country=UZ&incoterm=FCA&facets=hs_heading,lead_time',
    target: 500,
  },
  { name: 'one listing', path: '/listings/ID', target: 3000 },
] as const;

/**
 * The market with 50,000 listings of 2,000 sellers. Beside each read Fastify and pg that send the same statements
 * under the same database role and answer with their rows.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const folder = temporaryHome();
  const closers: (() => unknown)[] = [folder.remove];
  try {
    say('Sauda is set up');
    const server = await startServer(folder.folder, { SAUDA_DEMO_DEALS: '1' });
    closers.push(() => server.end());
    const home = await openHome(folder.folder);
    closers.push(home.close);
    const begin = performance.now();
    const sellers = await fillMarket(home, SELLERS, LISTINGS);
    say(`${LISTINGS} listings in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
    const { listing_id } = await home.asSystem((tx) =>
      tx.one<{ listing_id: string }>('select listing_id from catalogue.listing where published limit 1'),
    );
    const asked = reads.map((read) => ({ ...read, path: read.path.replace('ID', listing_id) }));
    const reader = publicReader(home.database.app);
    const bare = await startBare({
      url: home.database.urlOf('sauda_app'),
      reads: Object.fromEntries(
        await Promise.all(asked.map(async ({ path }, at) => [`read${at}`, await recordQuery(path, reader)])),
      ),
    });
    closers.push(() => bare.end());
    const cases: Case[] = [];
    await workedOff(processorMeter(server.pid, folder.folder));
    for (const [at, { name, path, target }] of asked.entries()) {
      // Words and listings that are new to the server are read before the clock runs.
      await fetch(`${server.url}/api/v1${path}`);
      const ceiling = await measure(`${bare.url}/read/read${at}`, {
        meter: processorMeter(bare.pid, folder.folder),
      });
      const ours = await measure(`${server.url}/api/v1${path}`, {
        meter: processorMeter(server.pid, folder.folder),
      });
      say(`${name}: ${ours.requests_per_second.toFixed(0)} requests/s`);
      cases.push(
        figure(name, ours.requests_per_second, 'requests/s', 'more', {
          ceiling: ceiling.requests_per_second,
          target,
        }),
        figure(`${name}, p99`, ours.p99_ms, 'ms', 'less', { ceiling: ceiling.p99_ms, target: 50 }),
      );
      if (ours.processor_ms !== undefined && ceiling.processor_ms !== undefined)
        cases.push(
          figure(`${name}, processor time`, ours.processor_ms, 'ms', 'less', {
            ceiling: ceiling.processor_ms,
          }),
        );
    }
    cases.push(
      ...(await measureImport(home, sellers[0] ?? '', processorMeter(process.pid, folder.folder))),
      ...(await measureMatching(home)),
    );
    await workedOff(processorMeter(server.pid, folder.folder));
    // Last: what its contracts leave to be carried on would be measured with whatever came after them.
    cases.push(...(await measureContracts(home, server, folder.folder)));
    return cases;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Rows of a file, checked and written a thousand to a transaction, two on their way, as the command line does. */
async function measureImport(
  home: OpenedHome,
  org_id: string,
  meter: (() => number) | undefined,
): Promise<Case[]> {
  const before_ms = meter?.() ?? 0;
  const begin = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let from = next; from < IMPORTED; from = next) {
      next += PART;
      const rows = Array.from({ length: PART }, (_, at) => row(from + at));
      const report = await home.asSystem((tx) =>
        importPart({ tx, clock: systemClock }, org_id, {
          rows,
          file_key: 'bench',
          first_row: from + 1,
          dry_run: false,
          skip_wrong: false,
        }),
      );
      if (isRefusal(report) || report.written !== PART) throw new Error(JSON.stringify(report).slice(0, 500));
    }
  };
  await Promise.all([lane(), lane()]);
  const seconds = (performance.now() - begin) / 1000;
  return [
    figure('bulk import', IMPORTED / seconds, 'listings/s', 'more', { target: 5000 }),
    ...(meter
      ? [figure('bulk import, processor time', (meter() - before_ms) / IMPORTED, 'ms/listing', 'less')]
      : []),
  ];
}

function row(at: number): Record<string, string> {
  return {
    language: 'ru',
    title: `Семена льна, партия ${at}`,
    description: 'Придуманное предложение для измерения.',
    hs_code: '120400',
    origin_country: 'KZ',
    unit: 'kg',
    moq: '1000',
    lead_time_days: '14',
    package_kind: 'bag',
    units_per_package: '50',
    unit_net_weight_kg: '1',
    unit_gross_weight_kg: '1.02',
    currency: 'USD',
    incoterm: 'FCA',
    place: 'KZ-ALMATY',
    price: '0.61',
    min_quantity_2: '20000',
    price_2: '0.58',
    title_en: `Flaxseed, lot ${at}`,
  };
}
