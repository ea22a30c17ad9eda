import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { allVintages } from '../store.ts';

/** A vintage as those outside the store may know it. */
export type CatalogueEntry = Pick<
  Vintage,
  | 'source'
  | 'period'
  | 'vintage'
  | 'sha256'
  | 'rows'
  | 'currency'
  | 'demo'
  | 'licence'
  | 'coverage'
  | 'created_at'
>;

/** Every vintage of the store, oldest first: which sources there are, and when what became known. */
export function storeCatalogue(ctx: Pick<Ctx, 'tx'>): Promise<CatalogueEntry[]> {
  return allVintages(ctx.tx);
}
