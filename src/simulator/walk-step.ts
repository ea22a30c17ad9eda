import type { MoneyJson } from '../kernel/money.ts';
import type { Invariant } from './invariants.ts';

export interface WalkStep {
  step: string;
  decided: string;
  rule: string;
  cost: MoneyJson | null;
}

export interface Walk {
  route: string;
  goods: string;
  steps: WalkStep[];
  invariants: Pick<Invariant, 'name' | 'holds'>[];
  settled: boolean;
}
