import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/index.ts';
import { concordancePairs, hasConcordance } from '../../reference/index.ts';
import { editions } from './correlation-tables.ts';

/** Editions before those that the installation has tables of; they are imported. */
const importedEditions = ['1992', '1996', '2002'] as const;
export const allEditions = [...importedEditions, ...editions] as const;
export type AnyEdition = (typeof allEditions)[number];

/**
 * Every code of `to` that shares goods with a code of `from`, step by step through the imported correlations of
 * neighbouring editions. Refuses with statistics.concordance_missing where a step was not imported.
 */
export async function importedCounterparts(
  tx: Tx,
  code: string,
  from: AnyEdition,
  to: AnyEdition,
): Promise<Outcome<string[]>> {
  let codes = [code];
  const [start, end] = [allEditions.indexOf(from), allEditions.indexOf(to)];
  const direction = start < end ? 1 : -1;
  for (let at = start; at !== end; at += direction) {
    const [here = '', there = ''] = [allEditions[at], allEditions[at + direction]];
    const [newer, older] = direction === 1 ? [there, here] : [here, there];
    if (!(await hasConcordance(tx, newer, older)))
      return refuse('statistics.concordance_missing', { newer, older });
    const found = await concordancePairs(tx, { newer, older, forward: direction === 1, codes });
    codes = [...new Set(found.map((row) => row.code))];
  }
  return codes;
}
