import { join } from 'node:path';
import { asSystem, withInstallation, workAsSystem } from '../src/app/commands/with-installation.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { readTable } from '../src/modules/reference/index.ts';
import { importTrade, type Summaries, type SummaryRow, summarise } from '../src/modules/statistics/index.ts';
import { type BenchOptions, type Case, figure, ratioFigure } from './case.ts';
import { openDuck, writeDeclarations } from './declarations-csv.ts';
import { handWritten } from './hand-written.ts';
import { temporaryHome } from './home.ts';
import { measureOverview } from './overview.ts';
import { startServer } from './server.ts';

const ROWS = 10_000_000;
const TURNS = 3;
const SOURCE = 'bench-declarations';

/**
 * Declarations into the store and summaries out of it. The ceiling of the import is DuckDB's own CSV to Parquet; that
 * of each summary is DuckDB by hand over the same files, and over Parquet of words for the roll-up.
 */
export async function run({ say, rows = ROWS }: BenchOptions): Promise<Case[]> {
  const home = temporaryHome();
  try {
    say('Sauda is set up');
    await (await startServer(home.folder)).end();
    say('the overview is asked');
    const cases = await measureOverview(home.folder);
    process.env.SAUDA_HOME = home.folder;
    const csv = join(home.folder, 'declarations.csv');
    say(`${rows.toLocaleString('en')} declarations are made up`);
    await writeDeclarations(csv, rows);
    const words = join(home.folder, 'words.parquet');
    const own: number[] = [];
    const ours: number[] = [];
    await withInstallation(async ({ runtime }) => {
      for (let turn = 0; turn < TURNS; turn++) {
        const duck = await openDuck(home.folder);
        own.push(
          await seconds(() => duck.run(`copy (from read_csv('${csv}')) to '${words}' (format parquet)`)),
        );
        duck.close();
        // A source of its own each time: the same file again would change nothing.
        ours.push(
          await seconds(() =>
            workAsSystem(runtime, (ctx) => importTrade(ctx, { file: csv, source: `${SOURCE}-${turn}` })),
          ),
        );
        say(`CSV to Parquet ${own[turn]?.toFixed(1)} s, CSV into the store ${ours[turn]?.toFixed(1)} s`);
      }
      cases.push(
        ratioFigure('CSV into the store', rows / Math.min(...ours), 'rows/s', 'more', {
          ceiling: rows / Math.min(...own),
          target: 0.7,
        }),
        figure('memory of the process after it', process.resourceUsage().maxRSS / 1024, 'MiB', 'less'),
      );
      const facts = join(home.folder, 'statistics', 'facts', `${SOURCE}-0`, '*', '*.parquet');
      const hand = await handWritten(home.folder, facts, words, correlation());
      // The catalogue is read in a transaction, the files outside of it.
      const summaries = await asSystem(runtime, (ctx) => summarise(ctx, `${SOURCE}-0`, 'true'));
      for (const name of ['rollUp', 'topPartners', 'growth', 'mirror', 'concordance'] as const) {
        const [by_hand, by_us] = await beside(
          () => hand.ask(name),
          async () => mustSucceed(await ask(summaries, name), name),
        );
        say(`${name}: by hand ${by_hand.toFixed(0)} ms, here ${by_us.toFixed(0)} ms`);
        cases.push(ratioFigure(name, by_us, 'ms', 'less', { ceiling: by_hand, target: 1.15 }));
        if (name === 'rollUp') {
          const [text] = await beside(
            () => hand.ask('rollUpOfWords'),
            async () => [],
          );
          cases.push(
            ratioFigure('rollUp, times faster than over words', text / by_us, '×', 'more', {
              ceiling: 1,
              target: 3,
            }),
          );
        }
      }
      hand.close();
    });
    return cases;
  } finally {
    home.remove();
  }
}

const ask = (summaries: Summaries, name: keyof Summaries) =>
  name === 'concordance' ? summaries.concordance(correlation()) : summaries[name]();

/** The best of several turns of each, in turn, so that both meet the same machine. */
async function beside(
  first: () => Promise<SummaryRow[]>,
  second: () => Promise<SummaryRow[]>,
): Promise<[number, number]> {
  let [a, b] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const counts = [0, 0];
  const timed = async (at: 0 | 1, work: () => Promise<SummaryRow[]>): Promise<number> => {
    const start = performance.now();
    const rows = await work();
    counts[at] = rows.length;
    return performance.now() - start;
  };
  for (let turn = 0; turn < TURNS + 2; turn++) {
    a = Math.min(a, await timed(0, first));
    b = Math.min(b, await timed(1, second));
  }
  if (counts[1] && counts[0] !== counts[1]) throw new Error(`${counts[0]} rows by hand, ${counts[1]} here`);
  return [a, b];
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

let pairs: (readonly [number, number])[] | undefined;

/** One HS 2017 code for each HS 2022 code. */
function correlation(): readonly (readonly [number, number])[] {
  if (!pairs) {
    const one = new Map<number, number>();
    for (const row of readTable(new URL('../data/concordances/hs2022-hs2017.csv', import.meta.url))) {
      if (row.conversion) one.set(Number(row.code), Number(row.conversion));
    }
    pairs = [...one];
  }
  return pairs;
}
