/**
 * What a check says. `checked` tells how far it went: 'check_digit' recomputed the control character by the
 * published rule; 'format_only' means no public rule is known to us, so only length and alphabet were looked at.
 */
export interface CheckResult {
  readonly valid: boolean;
  readonly checked: 'check_digit' | 'format_only';
  readonly reason?: 'format' | 'check_digit';
}

export const wrongFormat: CheckResult = { valid: false, checked: 'check_digit', reason: 'format' };

/** Compares the control character found with the one computed. */
export function compare(found: string, computed: string | undefined): CheckResult {
  return found === computed
    ? { valid: true, checked: 'check_digit' }
    : { valid: false, checked: 'check_digit', reason: 'check_digit' };
}

/** Sum of digit × weight over the shorter of the two. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + Number(digits[index] ?? '0') * weight, 0);
}
