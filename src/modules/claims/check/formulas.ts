import type { Metric } from '../model.ts';
import { additivity, balance, level } from './amounts.ts';
import { acceleration, contribution, fold, growth, share, shareChange } from './changes.ts';
import type { Formula } from './formula.ts';
import { record, streak, thresholdCrossed } from './history.ts';
import { count, firstTimeRank, rank } from './ranks.ts';

/** How each metric is computed; formulas and units stand in docs/reference/claim-metrics.md. */
export const formulas: Record<Metric, Formula> = {
  level,
  balance,
  additivity,
  threshold: level,
  growth,
  fold,
  acceleration,
  contribution,
  share,
  share_change: shareChange,
  group_growth: growth,
  rank,
  first_time_rank: firstTimeRank,
  threshold_crossed: thresholdCrossed,
  record,
  streak,
  count,
  diversification: shareChange,
  mode_share: share,
  mode_growth: growth,
};
