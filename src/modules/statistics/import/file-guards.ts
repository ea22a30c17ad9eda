import { say } from '../said.ts';
import type { GuardName } from '../trade/trade-question.ts';
import type { Staged } from './stage-rows.ts';

export interface ImportGuard {
  guard: GuardName;
  where: string;
  reason: string;
}

/** Row counts at which known services cut an answer off. */
const caps = [500, 1000, 5000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];

/** What the number of rows says about a file: one that ends exactly at a known limit was probably cut off there. */
export function fileGuards(staged: Pick<Staged, 'accepted' | 'rejected'>): ImportGuard[] {
  const rows = staged.accepted + staged.rejected;
  if (!caps.includes(rows)) return [];
  return [
    {
      guard: 'truncated_download',
      where: 'the file',
      reason: say('file_cut_off', { rows }).text,
    },
  ];
}
