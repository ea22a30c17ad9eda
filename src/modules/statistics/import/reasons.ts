/** Why a row is not taken. The number is the position and one; the first that applies is given. */
export const reasons = [
  ['services', 'The row is about services, not goods'],
  ['deletion', 'The row deletes an observation; revisions are brought as new values'],
  ['period', 'The period is neither a year nor a month'],
  ['reporter', 'The reporter is not on the list of areas'],
  ['partner', 'The partner is not on the list of areas'],
  ['flow', 'The flow is not known'],
  ['classification', 'The commodity is not in the Harmonized System'],
  ['commodity', 'The commodity is neither TOTAL nor a code of two, four or six digits'],
  ['currency', 'The currency is not a code of three letters on the list'],
  ['value_missing', 'The value is empty'],
  ['value', 'The value is not a number'],
  ['value_negative', 'The value is negative'],
  ['value_too_large', 'The value is too large to be stored'],
  ['value_places', 'The value has more decimal places than the mapping says'],
  ['net_weight', 'The net weight is not a number that can be stored'],
  ['quantity', 'The quantity is not a number that can be stored'],
  ['breakdown', 'The second partner, procedure or mode of transport is not known'],
  ['duplicate_key', 'The file already has a row for the same period, reporter, partner, flow and commodity'],
  ['malformed', 'The line is not well formed CSV'],
] as const;
export type Reason = (typeof reasons)[number][0];

export const reasonCode = Object.fromEntries(reasons.map(([name], at) => [name, at + 1])) as Record<
  Reason,
  number
>;
export const reasonText = (code: number): string => reasons[code - 1]?.[1] ?? 'The row cannot be read';
