import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from './command.ts';
import { nothing, type StageResult, say } from './result.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Runs the web app's own tests with vitest. */
export async function runWebTests(): Promise<StageResult> {
  if (!existsSync('web/test')) return nothing;
  const folder = mkdtempSync(join(tmpdir(), 'sauda-vitest-'));
  const file = join(folder, 'report.json');
  try {
    const answer = await runTool(
      resolve('node_modules/vitest/vitest.mjs'),
      ['run', '--passWithNoTests', '--reporter=json', `--outputFile=${file}`],
      resolve('web'),
    );
    if (!existsSync(file)) {
      if (answer.code === 0) return nothing;
      say(`  ✗ vitest did not run\n${answer.output.slice(-4000)}`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    return tell(JSON.parse(readFileSync(file, 'utf8')) as Report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(report: Report): StageResult {
  let broken = 0;
  for (const result of report.testResults) {
    const failed = result.assertionResults.filter((test) => test.status === 'failed');
    // A file that cannot be loaded has no tests to fail; it counts as one.
    if (result.status === 'failed' && failed.length === 0) {
      broken += 1;
      say(`  ✗ ${result.name}\n${result.message}`);
    }
    for (const test of failed)
      say(`  ✗ ${test.fullName}\n${test.failureMessages.join('\n').replace(/^/gm, '      ')}`);
    if (result.status === 'passed')
      say(`  ✓ ${`${result.assertionResults.length}`.padStart(4)}  ${result.name.split('/web/').pop()}`);
  }
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
