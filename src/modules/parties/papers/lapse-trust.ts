import { dayOf } from '../../../kernel/days.ts';
import type { Ctx } from '../../../platform/index.ts';
import { announceOrganisation } from '../changes.ts';
import { levelByPapers } from './levels.ts';
import { lapseTrust, papersOf, raiseTrust } from './store-papers.ts';

/** Firms whose trust is taken back in one transaction; the rest follows in the next run. */
const AT_ONCE = 500;
const MOST_PAPERS = 60;

/**
 * Takes back what rested on papers that have ended, down to what the papers still good give. Returns how many
 * firms that were. For the system, hourly.
 */
export async function lapseEndedTrust(ctx: Ctx): Promise<number> {
  const at = ctx.clock.now();
  const date = dayOf(at);
  const lapsed = await lapseTrust(ctx.tx, date, at, AT_ONCE);
  for (const org_id of lapsed) {
    const { level, until } = levelByPapers(await papersOf(ctx.tx, org_id, MOST_PAPERS), date);
    if (level >= 2) await raiseTrust(ctx.tx, { org_id, level, until, verified_by: null, at });
    await announceOrganisation(ctx, org_id);
  }
  return lapsed.length;
}
