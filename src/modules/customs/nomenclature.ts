import type { Ctx } from '../../platform/index.ts';
import { findHs, units } from '../reference/index.ts';

/**
 * Supplementary unit by HS code, for the codes that are in the nomenclature. Null: none is on file, or it is a
 * unit of mass, which the net weight answers already. One edition (HS 2022) is on file, so the date changes
 * nothing yet.
 */
export async function nomenclatureOf(
  ctx: Ctx,
  hs_codes: readonly string[],
  _date: string,
): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  for (const code of new Set(hs_codes)) {
    const entry = await findHs(ctx, code);
    if (!entry) continue;
    const dimension = units().find((u) => u.code === entry.unit)?.dimension;
    found.set(code, dimension === undefined || dimension === 'mass' ? null : entry.unit);
  }
  return found;
}
