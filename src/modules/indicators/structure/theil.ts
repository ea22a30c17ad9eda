import { type Part, total } from './share.ts';

export interface TheilFinding {
  /** Σ s ln(n s): 0 when all n lines are equal, ln n when one holds everything. */
  theil: number;
  /** Inequality between the groups' average lines. */
  between: number;
  /** Inequality inside the groups, weighted by their shares; between + within = theil. */
  within: number;
  lines: number;
}

/**
 * Theil's index of concentration and its decomposition by groups (Theil 1967; Cadot, Carrère and Strauss-Kahn
 * 2011, where the groups are active and inactive lines). Lines without trade count when they are given with
 * value zero. `groupOf` puts each key into one group. Null when nothing is traded.
 */
export function theil(parts: readonly Part[], groupOf: (key: string) => string): TheilFinding | null {
  const whole = Number(total(parts));
  if (whole <= 0) return null;
  const n = parts.length;
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groupOf(part.key);
    const members = groups.get(group) ?? [];
    members.push(part);
    groups.set(group, members);
  }
  let [between, within] = [0, 0];
  for (const members of groups.values()) {
    const s = Number(total(members)) / whole;
    if (s <= 0) continue;
    between += s * Math.log((s * n) / members.length);
    within += s * unevenness(members);
  }
  return { theil: unevenness(parts), between, within, lines: n };
}

function unevenness(parts: readonly Part[]): number {
  const whole = Number(total(parts));
  return parts.reduce((left, { value }) => {
    const s = Number(value) / whole;
    return s > 0 ? left + s * Math.log(s * parts.length) : left;
  }, 0);
}
