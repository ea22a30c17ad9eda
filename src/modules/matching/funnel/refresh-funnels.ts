import type { Ctx } from '../../../platform/index.ts';
import { firstListed } from '../../catalogue/index.ts';
import { firstTrades } from '../../deals/index.ts';
import { firmsBroughtOn } from '../../parties/index.ts';
import { type FunnelTimes, firstIntroduced, steps, writeFunnel } from './store-funnel.ts';

/** Firms looked at together, and how many such pages one run goes through at most. */
const PAGE = 1000;
const MOST_PAGES = 100;

/**
 * Writes anew how far every firm has come that an institution brought on: five statements for a thousand firms.
 * For the system, every ten minutes. Returns how many firms were looked at.
 */
export async function refreshFunnels(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  let looked = 0;
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const firms = await firmsBroughtOn(ctx.tx, { after, limit: PAGE });
    const ids = firms.map((firm) => firm.org_id);
    after = ids.at(-1);
    if (after === undefined) break;
    const [listed, introduced, trades] = await Promise.all([
      firstListed(ctx.tx, ids),
      firstIntroduced(ctx.tx, ids),
      firstTrades(ctx.tx, ids),
    ]);
    const rows = firms.map(({ org_id, onboarded_by, name, country, registered_at, verified_at }) => {
      const times = {
        registered_at,
        verified_at,
        listed_at: listed.get(org_id) ?? null,
        introduced_at: introduced.get(org_id) ?? null,
        quoted_at: trades.get(org_id)?.quoted_at ?? null,
        traded_at: trades.get(org_id)?.traded_at ?? null,
      };
      return { org_id: onboarded_by, firm_org_id: org_id, name, country, ...times, step: furthest(times) };
    });
    await writeFunnel(ctx.tx, rows, at);
    looked += firms.length;
    if (firms.length < PAGE) break;
  }
  return looked;
}

/** The last step that has a time, as its place among `steps`. */
export function furthest(times: FunnelTimes): number {
  return steps.reduce((last, step, place) => (times[`${step}_at`] === null ? last : place), 0);
}
