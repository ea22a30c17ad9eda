/** How a deal goes. The shares make the demonstration corridor: most deals go well, each unhappy end occurs. */
export const scenarios = [
  { name: 'straight', share: 590 },
  { name: 'not_accepted', share: 15 },
  { name: 'counter_offer', share: 60 },
  { name: 'quote_expired', share: 60 },
  { name: 'quote_declined', share: 30 },
  { name: 'not_funded', share: 35 },
  { name: 'cancelled', share: 35 },
  { name: 'wrong_hs_code', share: 35 },
  { name: 'value_mismatch', share: 25 },
  { name: 'missing_certificate', share: 30 },
  { name: 'damaged', share: 35 },
  { name: 'dispute_arbitrated', share: 15 },
  { name: 'not_shipped', share: 20 },
  { name: 'late_defect', share: 15 },
] as const;

export type Scenario = (typeof scenarios)[number]['name'];

const total = scenarios.reduce((sum, s) => sum + s.share, 0);

/** The scenario at a point in [0, 1) of all shares. */
export function scenarioAt(point: number): Scenario {
  let left = point * total;
  for (const { name, share } of scenarios) {
    if (left < share) return name;
    left -= share;
  }
  return 'straight';
}
