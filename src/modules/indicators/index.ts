/** Formulas of trade statistics: figures in, findings out. Pure; docs/reference/indicators.md explains each one. */
export { type Advantage, comparativeAdvantage, type Export } from './complexity/advantage.ts';
export { type Complexity, complexity } from './complexity/complexity.ts';
export { type FirstTimeRank, firstTimeRank } from './position/first-time-rank.ts';
export { type Rank, type Ranking, ranking } from './position/rank.ts';
export {
  type Basket,
  type ChainedIndex,
  chainedIndex,
  formulas,
  type IndexFormula,
  type IndexPoint,
  type Link,
  link,
} from './prices/index-numbers.ts';
export { median, type Priced, type UnitValue, type UnitValues, unitValues } from './prices/unit-value.ts';
export {
  compare,
  decimal,
  minus,
  one,
  over,
  percent,
  plus,
  type Ratio,
  ratio,
  times,
  toNumber,
  zero,
} from './ratio.ts';
export { type AdjustedMonth, adjust, type NotAdjusted, type SeasonalAdjustment } from './seasonal/adjust.ts';
export { loess, type Smoother } from './seasonal/loess.ts';
export {
  type HolidayWindow,
  holidayRegressor,
  holidayShares,
  holidayWindow,
} from './seasonal/lunar-new-year.ts';
export { type Decomposition, type StlOptions, stl, stlOptions } from './seasonal/stl.ts';
export { compoundGrowth } from './series/compound-growth.ts';
export { acceleration, growth, growthOf, multiple } from './series/growth.ts';
export { gaps, inOrder, level, ordinal, type Point, shift, yearBefore } from './series/period.ts';
export { type RecordFinding, record } from './series/record.ts';
export { type Streak, streak } from './series/streak.ts';
export { type Crossing, milestone, thresholdCrossed } from './series/threshold.ts';
export { type YearToDate, yearToDate } from './series/year-to-date.ts';
export { type Balance, balance } from './structure/balance.ts';
export { activeLines, type Concentration, concentration } from './structure/concentration.ts';
export { type Contribution, contributions } from './structure/contribution.ts';
export { entropy } from './structure/entropy.ts';
export { type Margins, margins } from './structure/margins.ts';
export { type Part, share, shareChange, total } from './structure/share.ts';
export { type TheilFinding, theil } from './structure/theil.ts';
