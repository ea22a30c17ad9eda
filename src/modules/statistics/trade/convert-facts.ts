import { divideHalfUp } from '../../../kernel/money.ts';
import { formatRate } from '../../../kernel/rate.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type FoundRate, latestRate } from '../../reference/index.ts';
import type { GuardFinding, TradeFact } from './trade-question.ts';

/**
 * Facts in another currency, by the rate on file for their period; each says by which. A fact for which no rate
 * covers the period stays as it is, and a finding says so: nothing is converted by the rate of another time.
 */
export async function convertFacts(
  ctx: Pick<Ctx, 'tx'>,
  facts: readonly TradeFact[],
  currency: string,
): Promise<{ facts: TradeFact[]; guards: GuardFinding[] }> {
  const rates = new Map<string, FoundRate | undefined>();
  for (const { currency: from, period } of facts) {
    const key = `${from} ${period}`;
    if (from !== currency && !rates.has(key))
      rates.set(key, await latestRate(ctx, from as never, currency as never, lastDay(period)));
  }
  const left = new Map<string, TradeFact>();
  const converted = facts.map((fact): TradeFact => {
    if (fact.currency === currency) return fact;
    const rate = rates.get(`${fact.currency} ${fact.period}`);
    if (!rate || rate.stale) {
      left.set(`${fact.source} ${fact.currency} ${fact.period}`, fact);
      return fact;
    }
    const { numerator, denominator } = rate.rate;
    return {
      ...fact,
      value: divideHalfUp(fact.value * numerator, denominator),
      currency,
      converted: `${fact.currency} to ${currency} at ${formatRate(rate.rate)} as of ${rate.as_of} (${rate.status}): ${rate.source}`,
    };
  });
  return { facts: converted, guards: [...left.values()].map((fact) => noRate(fact, currency)) };
}

function noRate(fact: TradeFact, currency: string): GuardFinding {
  return {
    guard: 'unit_switch',
    severity: 'refuse',
    where: `${fact.source}, ${fact.period}`,
    reason: `No rate from ${fact.currency} to ${currency} is on file for ${fact.period}; the figures stay in ${fact.currency}`,
    rows: [],
    scope: {
      source: fact.source,
      reporter: null,
      partner: null,
      flow: null,
      commodity: null,
      periods: [fact.period],
    },
  };
}

function lastDay(period: string): string {
  if (period.length === 4) return `${period}-12-31`;
  const [year, month] = period.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, month ?? 1, 0)).toISOString().slice(0, 10);
}
