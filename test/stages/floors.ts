/**
 * The building: a module may import from lower floors only, never from its own. Everything above the modules
 * (`src/app`, `src/simulator`) may use all of them.
 */
export const floors: readonly (readonly string[])[] = [
  ['indicators', 'iso20022', 'notices', 'reference'],
  ['parties', 'nomenclature'],
  ['accounts', 'approvals', 'catalogue', 'landed-cost'],
  ['deals'],
  ['agreements', 'correspondence', 'quoting'],
  ['documents', 'customs', 'transport', 'warehousing', 'payments', 'marketplaces', 'parcels'],
  ['banking', 'statistics', 'outcomes', 'reputation', 'returns', 'storefront'],
  ['claims', 'matching', 'orders', 'releases', 'sdmx'],
];

/** Modules of formulas only: no tables, no routes, no refusals, so nothing for the composition to know. */
export const formulaModules: readonly string[] = ['indicators'];

/** The floor a module stands on, from 1; 0 when nobody has given it one. */
export function floorOf(module: string): number {
  return floors.findIndex((floor) => floor.includes(module)) + 1;
}
