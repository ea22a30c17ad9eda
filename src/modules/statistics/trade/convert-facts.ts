import { dayOf } from '../../../kernel/days.ts';
import { divideHalfUp } from '../../../kernel/money.ts';
import { formatRate } from '../../../kernel/rate.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type FoundRate, rateThroughout } from '../../reference/index.ts';
import { say } from '../said.ts';
import type { GuardFinding, TradeFact } from './trade-question.ts';

/**
 * Facts in another currency, by the sourced rate on file of their whole period; each says by which. A fact whose
 * period no such rate covers stays as it is, and a finding says so: nothing is converted by the rate of another time,
 * of a single day, or by one whose source was not verified.
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
      rates.set(
        key,
        await rateThroughout(ctx, { from: from as never, to: currency as never }, daysOf(period)),
      );
  }
  const left = new Map<string, TradeFact>();
  const converted = facts.map((fact): TradeFact => {
    if (fact.currency === currency) return fact;
    const rate = rates.get(`${fact.currency} ${fact.period}`);
    if (rate?.status !== 'sourced') {
      left.set(`${fact.source} ${fact.currency} ${fact.period}`, fact);
      return fact;
    }
    const { numerator, denominator } = rate.rate;
    const conversion = {
      from: fact.currency,
      to: currency,
      rate: formatRate(rate.rate),
      source: rate.source,
    };
    return {
      ...fact,
      value: divideHalfUp(fact.value * numerator, denominator),
      currency,
      converted: `${fact.currency} to ${currency} at ${conversion.rate}: ${rate.source}`,
      conversion,
    };
  });
  return { facts: converted, guards: [...left.values()].map((fact) => noRate(fact, currency)) };
}

function noRate(fact: TradeFact, currency: string): GuardFinding {
  const { text: reason, ...said } = say('no_rate', {
    before: fact.currency,
    now: currency,
    period: fact.period,
  });
  return {
    guard: 'unit_switch',
    severity: 'refuse',
    where: `${fact.source}, ${fact.period}`,
    reason,
    said,
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

/** The first and last day of a year or month. */
function daysOf(period: string): { first: string; last: string } {
  if (period.length === 4) return { first: `${period}-01-01`, last: `${period}-12-31` };
  const [year, month] = period.split('-').map(Number);
  const last = dayOf(new Date(Date.UTC(year ?? 0, month ?? 1, 0)));
  return { first: `${period}-01`, last };
}
