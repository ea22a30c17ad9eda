import type { Ctx } from '../../../platform/index.ts';
import { sources, type Vintage } from '../model.ts';
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

/** How many rows there are at most to answer from. Real declarations are left out: the sum would tell that one came. */
export const countedRows = (catalogue: readonly CatalogueEntry[]): number =>
  catalogue.reduce((sum, v) => sum + (v.source === sources.own ? 0 : v.rows), 0);

/** Every vintage of the store, oldest first: which sources there are, and when what became known. */
export function storeCatalogue(ctx: Pick<Ctx, 'tx'>): Promise<CatalogueEntry[]> {
  return allVintages(ctx.tx);
}
