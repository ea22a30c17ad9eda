import type { Ctx } from '../../platform/index.ts';
import type { OrganisationKind } from './kinds.ts';
import { firstOfKind } from './store.ts';

/**
 * The organisation that serves a country in a public capacity: its customs authority or its chamber.
 * Demonstration deals are served by demonstration bodies only. The longest registered, if there are several.
 */
export async function findPublicBody(
  ctx: Pick<Ctx, 'tx'>,
  wanted: { kind: Extract<OrganisationKind, 'customs' | 'institution'>; country: string; demo: boolean },
): Promise<string | undefined> {
  return (await firstOfKind(ctx.tx, wanted))?.org_id;
}
