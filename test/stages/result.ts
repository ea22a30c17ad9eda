/** What a stage of the test run found. */
export interface StageResult {
  passed: number;
  failed: number;
  skipped: number;
}

export const nothing: StageResult = { passed: 0, failed: 0, skipped: 0 };

export function sum(results: readonly StageResult[]): StageResult {
  return results.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    nothing,
  );
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function seconds(since_ms: number): string {
  return `${((performance.now() - since_ms) / 1000).toFixed(1)} s`;
}

/** `12 passed`, `11 passed, 1 failed, 2 skipped`. */
export function counts(result: StageResult): string {
  const parts = [`${result.passed} passed`];
  if (result.failed > 0) parts.push(`${result.failed} failed`);
  if (result.skipped > 0) parts.push(`${result.skipped} skipped`);
  return parts.join(', ');
}
