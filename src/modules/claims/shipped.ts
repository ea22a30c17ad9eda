import { readFileSync } from 'node:fs';
import { mustSucceed } from '../../kernel/refusal.ts';
import { dataFolder } from '../reference/index.ts';
import { readClaimFile } from './file/read-claim-file.ts';
import type { Claim } from './model.ts';

/** Files of data/claims that come with the installation. */
export const shippedSets = ['press_statements_2026_01', 'gacc_claims_china_central_asia'] as const;
export type ShippedSet = (typeof shippedSets)[number];

let read: Map<ShippedSet, Claim[]> | undefined;

/** The claims of each shipped set, read once per process. A file that cannot be read is a mistake of ours. */
export function shippedClaims(): ReadonlyMap<ShippedSet, readonly Claim[]> {
  read ??= new Map(
    shippedSets.map((set) => [
      set,
      mustSucceed(
        readClaimFile(readFileSync(new URL(`claims/${set}.csv`, dataFolder), 'utf8')),
        `reading data/claims/${set}.csv`,
      ),
    ]),
  );
  return read;
}
