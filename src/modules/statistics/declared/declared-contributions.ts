import type { Ctx } from '../../../platform/index.ts';
import { type ReleasedMark, releasedDeclarations } from '../../customs/index.ts';
import { sources } from '../model.ts';

/** What one firm declared with one partner in one month. For confidentiality only: never shown to anybody. */
export interface DeclaredContribution {
  source: typeof sources.own | typeof sources.demo;
  /** Organisation whose trade it is. */
  firm: string;
  flow: 'export' | 'import';
  reporter: string;
  partner: string;
  /** YYYY-MM of the release by customs. */
  period: string;
  usd_cents: bigint;
}

export interface DeclaredContributions {
  contributions: DeclaredContribution[];
  /** Items without a rate to US dollars on file: they are in no sum. */
  unconverted: number;
}

/**
 * Contributions by firm to the months `from` to `to` (YYYY-MM), of what customs had released by `as_of`. In the name
 * of the system, which alone sees the declarations of all; for modules that judge what may be printed.
 */
export async function declaredContributions(
  ctx: Ctx,
  asked: { from: string; to: string; as_of: Date },
): Promise<DeclaredContributions> {
  const sums = new Map<string, DeclaredContribution>();
  let unconverted = 0;
  let since: Date | ReleasedMark = new Date(Date.parse(`${asked.from}-01T00:00:00Z`) - 1);
  for (;;) {
    const { items, mark } = await releasedDeclarations(ctx.tx, { since });
    const wanted = items.filter(
      (i) =>
        Date.parse(i.released_at) <= asked.as_of.getTime() && i.period <= asked.to && i.period >= asked.from,
    );
    for (const item of wanted) {
      if (item.usd_value === null) {
        unconverted += 1;
        continue;
      }
      const source = item.demo ? sources.demo : sources.own;
      const { trader_org_id: firm, direction: flow, reporter, partner, period } = item;
      const key = [source, firm, flow, reporter, partner, period].join(' ');
      const sum = sums.get(key) ?? { source, firm, flow, reporter, partner, period, usd_cents: 0n };
      sums.set(key, { ...sum, usd_cents: sum.usd_cents + BigInt(item.usd_value.amount) });
    }
    if (items.length === 0 || items.at(-1)?.period.localeCompare(asked.to) === 1) break;
    since = mark;
  }
  return { contributions: [...sums.values()], unconverted };
}
