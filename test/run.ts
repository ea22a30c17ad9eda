import { existsSync, globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runChecks } from './stages/checks.ts';
import { runTool } from './stages/command.ts';
import { runNodeTests } from './stages/node-tests.ts';
import { counts, type StageResult, say, seconds, sum } from './stages/result.ts';
import { keepTestCluster } from './stages/test-databases.ts';
import { runWebTests } from './stages/web.ts';

/**
 * Runs everything that must hold, or a part of it:
 *
 *   npm test
 *   npm test -- --only checks        checks | unit | web | browser, also several: --only checks,unit
 *   npm test -- src/modules/deals    the test files under a path
 *   npm test -- --name seal          the tests whose name contains this
 */
const stageNames = ['checks', 'unit', 'web', 'browser'] as const;
type StageName = (typeof stageNames)[number];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
// Shared by all test files and by the commands they start: nothing is stripped and compiled twice.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/sauda');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      name: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    say('npm test -- [--only checks,unit,web,browser] [--name TEXT] [PATH…]');
    return 0;
  }
  const paths = positionals.map((path) => path.replace(/\/$/, ''));
  const missing = paths.filter((path) => !existsSync(path));
  const chosen = (values.only ?? (paths.length || values.name ? 'unit,browser' : stageNames.join(','))).split(
    ',',
  );
  const unknown = chosen.filter((name) => !(stageNames as readonly string[]).includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    if (missing.length > 0) say(`There is no ${missing.join(', ')}.`);
    if (unknown.length > 0) say(`--only knows ${stageNames.join(', ')}; not ${unknown.join(', ')}.`);
    return 2;
  }

  const begin = performance.now();
  const names = values.name ?? [];
  const unit = testFiles(['src/**/test/**/*.test.ts', 'test/*.test.ts'], paths);
  const browser = testFiles(['test/browser/*.test.ts'], paths);
  const stages: Record<StageName, () => Promise<StageResult>> = {
    checks: runChecks,
    unit: () => withCluster(unit, () => runUnitTests(unit, names)),
    web: runWebTests,
    browser: () => withCluster(browser, () => runBrowserTests(browser, names)),
  };
  const results: StageResult[] = [];
  const empty: StageName[] =
    paths.length === 0
      ? []
      : [...(unit.length ? [] : ['unit' as const]), ...(browser.length ? [] : ['browser' as const])];
  for (const name of stageNames.filter((stage) => chosen.includes(stage) && !empty.includes(stage))) {
    const stageBegin = performance.now();
    say(`\n${titles[name]}`);
    const result = await stages[name]().catch((error: Error) => {
      say(`  ✗ ${error.stack ?? error.message}`);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    results.push(result);
    say(`  ${counts(result)} in ${seconds(stageBegin)}`);
  }

  const total = sum(results);
  const nothingRan = total.passed + total.failed === 0;
  if (nothingRan) say('\nNo test was found.');
  say(`\nTook ${seconds(begin)}.`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  say(`${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 || nothingRan ? 1 : 0;
}

const titles: Record<StageName, string> = {
  checks: 'Checks of the sources',
  unit: 'Server, on a real PostgreSQL',
  web: 'Web app',
  browser: 'In a real browser',
};

/** Files of whole Sauda come before those of a module: they take longest, and at the end nobody waits for one. */
function testFiles(patterns: string[], paths: readonly string[]): string[] {
  const all = globSync(patterns).sort(
    (a, b) => Number(a.startsWith('src')) - Number(b.startsWith('src')) || (a < b ? -1 : 1),
  );
  if (paths.length === 0) return all;
  return all.filter((file) =>
    paths.some((path) => file === path || (statSync(path).isDirectory() && file.startsWith(`${path}/`))),
  );
}

async function withCluster(files: readonly string[], work: () => Promise<StageResult>): Promise<StageResult> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const cluster = await keepTestCluster();
  try {
    return await work();
  } finally {
    await cluster.stop();
  }
}

/** Its statements run behind everything else on the machine, for ten seconds at most. */
const givesWay = (file: string): boolean => file.endsWith('sdmx/test/sql.test.ts');

/** Each file waits for the database half of its time, so there is one more than cores. */
async function runUnitTests(files: readonly string[], names: readonly string[]): Promise<StageResult> {
  const [alone, together] = [files.filter(givesWay), files.filter((file) => !givesWay(file))];
  return sum([
    await runNodeTests(together, { concurrency: availableParallelism() + 1, names }),
    await runNodeTests(alone, { concurrency: 1, names }),
  ]);
}

const opensEveryPage = (file: string): boolean => file.endsWith('/accessibility.test.ts');

/** The pages that the server hands out must be the ones of these sources, so they are built first. */
async function runBrowserTests(files: readonly string[], names: readonly string[]): Promise<StageResult> {
  const build = await runTool(join(root, 'bin/install.mjs'), []);
  say(`  ${build.code === 0 ? '✓' : '✗'} the web app builds`);
  if (build.code !== 0) {
    say(build.output);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // The one that opens every page keeps both cores busy by itself; of the others each waits for a third of its time.
  const [everyPage, others] = [files.filter(opensEveryPage), files.filter((file) => !opensEveryPage(file))];
  return sum([
    { passed: 1, failed: 0, skipped: 0 },
    await runNodeTests(everyPage, { concurrency: 1, names }),
    await runNodeTests(others, { concurrency: availableParallelism() + 1, names }),
  ]);
}

process.exitCode = await main();
