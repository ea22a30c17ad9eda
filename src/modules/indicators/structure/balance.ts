import { type Ratio, ratio } from '../ratio.ts';

export interface Balance {
  /** Exports − imports, in the unit given. */
  balance: bigint;
  /** (X − M) ÷ (X + M): −1 only imports, 1 only exports; null when there is no trade. */
  normalised: Ratio | null;
  /** X ÷ M; null without imports. */
  cover: Ratio | null;
}

/** Trade balance of one pair, period and reporter. The two flows are of one reporter: FOB against CIF. */
export function balance(exports_: bigint, imports_: bigint): Balance {
  const turnover = exports_ + imports_;
  return {
    balance: exports_ - imports_,
    normalised: turnover > 0n ? ratio(exports_ - imports_, turnover) : null,
    cover: imports_ > 0n ? ratio(exports_, imports_) : null,
  };
}
