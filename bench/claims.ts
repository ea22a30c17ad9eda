import { mustSucceed } from '../src/kernel/refusal.ts';
import { type Claim, checkClaims, readClaimFile, readText } from '../src/modules/claims/index.ts';
import { customs } from '../src/modules/customs/index.ts';
import { deals } from '../src/modules/deals/index.ts';
import { reference } from '../src/modules/reference/index.ts';
import { askTrade, loadOfficial, publishedFigures, statistics } from '../src/modules/statistics/index.ts';
import type { Ctx } from '../src/platform/index.ts';
import { testApp } from '../test/app.ts';
import { type BenchOptions, type Case, figure, percentile } from './case.ts';

const CLAIMS = 1000;
const ROUNDS = 5;
const head = 'id,claim,metric,reporter,partner,flow,commodity,period,value,unit,printed_precision,source';

/** A thousand claims of every metric on several countries and years; about a third hold. */
function manyClaims(count: number): string {
  const metrics = [
    ['level', 'USD_bn', '48.7'],
    ['growth', 'percent', '11'],
    ['acceleration', 'percentage_points', '6'],
    ['record', 'boolean', '1'],
    ['streak', 'years', '3'],
    ['threshold_crossed', 'USD_bn', '40'],
    ['rank', 'rank', '1'],
    ['share', 'percent', '45.8'],
    ['fold', 'fold', '1.1'],
    ['contribution', 'percentage_points', '5.1'],
  ] as const;
  const countries = ['KAZ', 'KGZ', 'TJK', 'TKM', 'UZB', 'C5'];
  const rows = Array.from({ length: count }, (_, n) => {
    const [metric, unit, value] = metrics[n % metrics.length] ?? metrics[0];
    const country = countries[n % countries.length];
    const [reporter, partner] = metric === 'rank' ? [country, 'CHN'] : ['CHN', country];
    return `B${n},bench,${metric},${reporter},${partner},total,all,${2022 + (n % 4)},${value},${unit},,bench`;
  });
  return `${head}\n${rows.join('\n')}\n`;
}

/**
 * A thousand claims from CSV text to verdicts. Beside it the same questions to the store without any check: what a
 * run cannot be faster than.
 */
export async function run({ say }: BenchOptions): Promise<Case[]> {
  const app = await testApp([reference, deals, customs, statistics]);
  try {
    await app.within(loadOfficial);
    const csv = manyClaims(CLAIMS);
    const questions: number[] = [];
    const checks: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const asked = await timed(() => app.within(askOnly));
      const checked = await timed(() => app.within((ctx) => checkAll(ctx, csv)));
      // The first round warms up.
      if (round > 0) {
        questions.push(asked);
        checks.push(checked);
      }
    }
    const sentence = "China's trade with Central Asia reached 106.3 billion dollars in 2025, up 12 percent. ";
    const reading = await timed(() => {
      for (let n = 0; n < CLAIMS; n++) readText(sentence);
    });
    say(`${CLAIMS} claims: ${percentile(checks, 0.5).toFixed(0)} ms`);
    return [
      figure(`${CLAIMS} claims checked`, percentile(checks, 0.5) / 1000, 's', 'less', {
        ceiling: percentile(questions, 0.5) / 1000,
        target: 3,
      }),
      figure(`${CLAIMS} sentences read`, reading / 1000, 's', 'less', { target: 3 }),
    ];
  } finally {
    await app.close();
  }
}

async function askOnly(ctx: Ctx): Promise<void> {
  mustSucceed(await askTrade(ctx, { frequency: 'A' }), 'asking');
  mustSucceed(await publishedFigures(ctx), 'asking');
}

async function checkAll(ctx: Ctx, csv: string): Promise<void> {
  const claims: Claim[] = mustSucceed(readClaimFile(csv), 'reading');
  const checked = mustSucceed(await checkClaims(ctx, claims), 'checking');
  if (checked.length !== CLAIMS) throw new Error(`${checked.length} of ${CLAIMS} claims were checked`);
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
