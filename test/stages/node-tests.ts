import { relative } from 'node:path';
import { run } from 'node:test';
import { nothing, type StageResult, say } from './result.ts';

const FILE_LIMIT_MS = 10 * 60_000;

/** Runs test files of node:test, a line for each file as it ends, and every failure in full where it happens. */
export async function runNodeTests(
  files: readonly string[],
  options: { concurrency: number; names?: readonly string[] },
): Promise<StageResult> {
  if (files.length === 0) return nothing;
  const total = { passed: 0, failed: 0, skipped: 0 };
  const perFile = new Map<string, { passed: number; failed: number; skipped: number; said: string }>();
  const of = (file: string | undefined) => {
    const name = file ? relative(process.cwd(), file) : '?';
    const known = perFile.get(name) ?? { passed: 0, failed: 0, skipped: 0, said: '' };
    perFile.set(name, known);
    return known;
  };

  const stream = run({
    files: [...files],
    concurrency: options.concurrency,
    timeout: FILE_LIMIT_MS,
    ...(options.names?.length
      ? { testNamePatterns: options.names.map((name) => new RegExp(name, 'i')) }
      : {}),
  });
  stream.on('test:stdout', (event) => {
    of(event.file).said += event.message;
  });
  stream.on('test:stderr', (event) => {
    of(event.file).said += event.message;
  });
  stream.on('test:pass', (event) => {
    if (event.details.type === 'suite') return;
    const kind = event.skip !== undefined || event.todo !== undefined ? 'skipped' : 'passed';
    of(event.file)[kind] += 1;
    total[kind] += 1;
    if (typeof event.skip === 'string') say(`  – ${event.name}: ${event.skip}`);
  });
  stream.on('test:fail', (event) => {
    const error = event.details.error;
    // A suite fails because a test in it did; the file's own entry too. Only the innermost counts.
    if (event.details.type === 'suite' || ('failureType' in error && error.failureType === 'subtestsFailed'))
      return;
    of(event.file).failed += 1;
    total.failed += 1;
    say(`  ✗ ${event.name}`);
    if (event.file) say(`      ${relative(process.cwd(), event.file)}:${event.line ?? 1}`);
    say(describe(error).replace(/^/gm, '      '));
    // A file that cannot be loaded fails under its own name and has said why.
    const file = of(event.file);
    if (event.nesting === 0 && file.said && event.file?.endsWith(event.name)) {
      say(file.said.slice(-4000).trimEnd().replace(/^/gm, '      │ '));
      file.said = '';
    }
  });
  stream.on('test:summary', (event) => {
    if (!event.file) return;
    const name = relative(process.cwd(), event.file);
    const counted = of(event.file);
    const mark = counted.failed > 0 || !event.success ? '✗' : '✓';
    const tests = `${counted.passed + counted.failed}`.padStart(4);
    say(`  ${mark} ${tests}  ${(event.duration_ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
    if (counted.failed > 0 && counted.said)
      say(counted.said.slice(-4000).trimEnd().replace(/^/gm, '      │ '));
  });
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    stream.once('end', resolve);
    stream.resume();
  });
  return total;
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return (cause.stack ?? cause.message)
    .split('\n')
    .filter((line) => !line.includes('(node:internal/') && !line.includes('at node:internal/'))
    .slice(0, 40)
    .join('\n');
}
