import { join } from 'node:path';
import { asSystem, withInstallation, workAsSystem } from '../src/app/commands/with-installation.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { readTable } from '../src/modules/reference/index.ts';
import { importTrade, type Summaries, summarise } from '../src/modules/statistics/index.ts';
import { type BenchOptions, type Case, figure, ratioFigure } from './case.ts';
import { openDuck, writeDeclarations } from './declarations-csv.ts';
import { handWritten } from './hand-written.ts';
import { temporaryHome } from './home.ts';
import { measureOverview } from './overview.ts';
import { startServer } from './server.ts';
import { beside, best, clocks, type Spent, spent } from './spent.ts';

const ROWS = 10_000_000;
const TURNS = 3;
const QUESTION_TURNS = 7;
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
    const own: Spent[] = [];
    const ours: Spent[] = [];
    await withInstallation(async ({ runtime }) => {
      for (let turn = 0; turn < TURNS; turn++) {
        const duck = await openDuck(home.folder);
        own.push(
          await spent(() => duck.run(`copy (from read_csv('${csv}')) to '${words}' (format parquet)`)),
        );
        duck.close();
        // A source of its own each time: the same file again would change nothing.
        ours.push(
          await spent(() =>
            workAsSystem(runtime, (ctx) => importTrade(ctx, { file: csv, source: `${SOURCE}-${turn}` })),
          ),
        );
        say(`CSV to Parquet ${inWords(best(own))}, CSV into the store ${inWords(best(ours))}`);
      }
      cases.push(
        ...clocks.map(([clock, by]) =>
          ratioFigure(`CSV into the store${by}`, rows / best(ours)[clock], 'rows/s', 'more', {
            ceiling: rows / best(own)[clock],
            target: 0.7,
          }),
        ),
        figure('memory of the process after it', process.resourceUsage().maxRSS / 1024, 'MiB', 'less'),
      );
      const facts = join(home.folder, 'statistics', 'facts', `${SOURCE}-0`, '*', '*.parquet');
      const hand = await handWritten(home.folder, facts, words, correlation());
      // The catalogue is read in a transaction, the files outside of it.
      const summaries = await asSystem(runtime, (ctx) => summarise(ctx, `${SOURCE}-0`, 'true'));
      for (const name of ['rollUp', 'topPartners', 'growth', 'mirror', 'concordance'] as const) {
        const [by_hand, by_us] = await beside(
          QUESTION_TURNS,
          () => hand.ask(name),
          async () => mustSucceed(await ask(summaries, name), name),
        );
        say(`${name}: by hand ${inWords(by_hand)}, here ${inWords(by_us)}`);
        for (const [clock, by] of clocks)
          cases.push(
            ratioFigure(`${name}${by}`, by_us[clock] * 1000, 'ms', 'less', {
              ceiling: by_hand[clock] * 1000,
              target: 1.15,
            }),
          );
        if (name !== 'rollUp') continue;
        const [text] = await beside(
          QUESTION_TURNS,
          () => hand.ask('rollUpOfWords'),
          async () => [],
        );
        cases.push(
          ratioFigure('rollUp, times faster than over words', text.wall_s / by_us.wall_s, '×', 'more', {
            ceiling: 1,
            target: 3,
          }),
        );
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

const inWords = ({ wall_s, cpu_s }: Spent): string =>
  `${wall_s.toFixed(2)} s (processor ${cpu_s.toFixed(2)} s)`;

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
