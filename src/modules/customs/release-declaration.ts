import { dayOf } from '../../kernel/days.ts';
import { convert, formatRate } from '../../kernel/rate.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { latestRate } from '../reference/index.ts';
import { type Declaration, releasable } from './model.ts';
import { type Case, takeStep } from './step.ts';

/** A statistical value in US dollars, with the dated rate it was converted at; undefined when none is on file. */
export async function usdValueOf(
  ctx: Ctx,
  d: Declaration,
): Promise<{ usd_value: bigint; usd_rate: object } | undefined> {
  const date = dayOf(ctx.clock.now());
  const found = await latestRate(ctx, d.currency, 'USD', date);
  if (!found) return undefined;
  return {
    usd_value: convert(d.statistical_value, found.rate, 'USD').amount,
    usd_rate: {
      from: d.currency,
      to: 'USD',
      rate: formatRate(found.rate, 12),
      as_of: found.as_of,
      source: found.source,
      status: found.status,
      stale: found.stale,
    },
  };
}

/**
 * Releases the goods when nothing stands in the way: lane green or accepted by an officer, assessment
 * complete, nothing due unpaid. Otherwise leaves the declaration as it is.
 */
export async function settle(ctx: Ctx, of: Case): Promise<Outcome<Case>> {
  const d = of.declaration;
  if (!releasable(d)) return of;
  const usd = await usdValueOf(ctx, d);
  return takeStep(ctx, of, {
    step: 'release',
    by: 'system',
    change: { released_at: ctx.clock.now(), ...usd },
    body: {
      lane: d.lane,
      statistical_value: d.statistical_value.amount.toString(),
      currency: d.currency,
      basis: d.statistical_basis,
    },
  });
}
