import { resolve } from 'node:path';
import { moduleFolders } from '../all-modules.ts';
import { runTool } from './command.ts';
import { floorOf } from './floors.ts';
import { cruiseProject, sourcesOnDisk } from './module-graph.ts';
import { type StageResult, say, seconds, sum } from './result.ts';

/** A check reads the sources without running them; it returns its complaint, or nothing when all is well. */
interface Check {
  name: string;
  look(): Promise<string | undefined>;
}

/** The longest first, so that neither of the two who work at them waits for the other at the end. */
const checks: Check[] = [
  { name: 'promises are awaited', look: promises },
  { name: 'types of the server', look: () => types('.') },
  { name: 'types of the web app', look: () => types('web') },
  {
    name: 'types of the browser tests',
    look: () => types('test/browser'),
  },
  { name: 'format and lint', look: () => tool('@biomejs/biome/bin/biome', ['check', '--colors=off']) },
  { name: 'layers and floors', look: checkLayers },
  { name: 'nothing unused', look: () => tool('knip/bin/knip.js', ['--no-progress', '--no-config-hints']) },
];

/** Runs all checks, two at a time. Each counts as one test. */
export async function runChecks(): Promise<StageResult> {
  const waiting = [...checks];
  const results: StageResult[] = [];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(check));
  };
  await Promise.all([worker(), worker()]);
  return sum(results);
}

async function runCheck(check: Check): Promise<StageResult> {
  const begin = performance.now();
  const complaint = await check.look().catch((error: Error) => error.message);
  say(`  ${complaint === undefined ? '✓' : '✗'} ${check.name}  ${seconds(begin)}`);
  if (complaint !== undefined) say(complaint.replace(/^/gm, '      '));
  return { passed: complaint === undefined ? 1 : 0, failed: complaint === undefined ? 0 : 1, skipped: 0 };
}

/**
 * What was checked in an earlier run and has not changed is not checked again. One checker each: four, as it would have
 * by itself, take twice the time of the processor, and another check has the other core.
 */
function types(project: string): Promise<string | undefined> {
  const kept = resolve('node_modules/.cache', `types-${project.replaceAll(/\W/g, '-')}.tsbuildinfo`);
  return tool('@typescript/native/bin/tsc', [
    ...['--noEmit', '--incremental', '--tsBuildInfoFile', kept],
    ...['--checkers', '1', '-p', project],
  ]);
}

/** Biome lints everything else; only the rules of promises need types. */
function promises(): Promise<string | undefined> {
  return tool('oxlint/bin/oxlint', ['--threads=1', 'src', 'test', 'bench', 'bin', 'web']);
}

async function tool(script: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await runTool(resolve('node_modules', script), args);
  if (answer.code === 0) return undefined;
  const text = answer.output.trim();
  return text.length > 8000 ? `${text.slice(0, 8000)}\n… and more` : text || `exit code ${answer.code}`;
}

/** Besides the rules: a cruise that read fewer files than there are says nothing, so it fails. */
async function checkLayers(): Promise<string | undefined> {
  const cruise = await cruiseProject();
  const read = new Set(cruise.modules.map((module) => module.source));
  const unread = sourcesOnDisk().filter((file) => !read.has(file));
  const complaints = cruise.summary.violations.map(
    (violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`,
  );
  for (const module of moduleFolders())
    if (floorOf(module) === 0)
      complaints.unshift(`src/modules/${module} has no floor in test/stages/floors.ts`);
  if (unread.length > 0)
    complaints.unshift(`${unread.length} files on disk were not read: ${unread.slice(0, 5).join(', ')}`);
  return complaints.length > 0 ? complaints.join('\n') : undefined;
}
