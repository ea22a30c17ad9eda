import type { Currency } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/refusal.ts';
import { dataFolder, readTable } from '../../reference/index.ts';
import type { Trust } from '../model.ts';

export const paperKinds = [
  'registration_certificate',
  'tax_registration',
  'signatory_authority',
  'licence',
  'bank_letter',
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** What a kind of paper is needed for, and who decides on it at least (`data/trust/papers.csv`). */
export interface PaperRule {
  paper: PaperKind;
  /** Undefined: it is kept and raises nothing. */
  level: Trust | undefined;
  decided_by: 'institution' | 'operator';
}

let rules: readonly PaperRule[] | undefined;

export function paperRules(): readonly PaperRule[] {
  rules ??= readTable(new URL('trust/papers.csv', dataFolder)).map((row) => {
    const paper = paperKinds.find((kind) => kind === row.paper);
    const decided_by = (['institution', 'operator'] as const).find((who) => who === row.decided_by);
    assert(
      paper && decided_by,
      `data/trust/papers.csv: "${row.paper}" is no kind of paper that is known here`,
    );
    return { paper, decided_by, level: row.level === '' ? undefined : trustOf(row.level) };
  });
  return rules;
}

interface LimitRow {
  level: Trust;
  valid_from: string;
  currency: string;
  largest: bigint;
}
let limits: readonly LimitRow[] | undefined;

/**
 * The largest price of one contract that a firm of a level may bind itself to, in minor units, on a day
 * (`data/trust/limits.csv`). Undefined: there is no limit.
 */
export function largestDeal(level: Trust, currency: Currency, date: string): bigint | undefined {
  limits ??= readTable(new URL('trust/limits.csv', dataFolder)).map((row) => ({
    level: trustOf(row.level),
    valid_from: row.valid_from ?? '',
    currency: row.currency ?? '',
    largest: BigInt(row.largest_deal_minor ?? ''),
  }));
  return limits
    .filter((row) => row.level === level && row.currency === currency && row.valid_from <= date)
    .reduce<LimitRow | undefined>((a, b) => (a && a.valid_from > b.valid_from ? a : b), undefined)?.largest;
}

function trustOf(text: string | undefined): Trust {
  assert(text === '0' || text === '1' || text === '2' || text === '3', `"${text}" is no level of trust`);
  return Number(text) as Trust;
}

/** A paper as far as levels look at it. */
export interface HeldPaper {
  kind: PaperKind;
  state: 'waiting' | 'approved' | 'refused';
  /** The last day on which it is good; null: it has no end. */
  expires_on: string | null;
}

export interface PaperNeed {
  paper: PaperKind;
  state: 'missing' | 'waiting' | 'approved' | 'refused' | 'expired';
  decided_by: 'institution' | 'operator';
}

/** How far a firm is with each paper that a level needs, those of the levels below included. */
export function needsOf(level: Trust, papers: readonly HeldPaper[], date: string): PaperNeed[] {
  return paperRules()
    .filter((rule) => rule.level !== undefined && rule.level <= level)
    .map(({ paper, decided_by }) => ({ paper, decided_by, state: stateOf(paper, papers, date) }));
}

function stateOf(kind: PaperKind, papers: readonly HeldPaper[], date: string): PaperNeed['state'] {
  const own = papers.filter((p) => p.kind === kind);
  const good = (p: HeldPaper): boolean => p.expires_on === null || p.expires_on >= date;
  if (own.some((p) => p.state === 'approved' && good(p))) return 'approved';
  if (own.some((p) => p.state === 'waiting')) return 'waiting';
  if (own.some((p) => p.state === 'approved')) return 'expired';
  return own.some((p) => p.state === 'refused') ? 'refused' : 'missing';
}

/**
 * The highest level whose papers are all approved and good on this day, and the last day of the first of them to end.
 * Level 0 when papers earn nothing.
 */
export function levelByPapers(
  papers: readonly HeldPaper[],
  date: string,
): { level: Trust; until: string | null } {
  for (const level of [3, 2] as const) {
    const needs = needsOf(level, papers, date);
    if (needs.length === 0 || needs.some((need) => need.state !== 'approved')) continue;
    // Of several good papers of one kind the one that is good longest counts.
    const ends = needs.map((need) =>
      papers
        .filter((p) => p.kind === need.paper && p.state === 'approved')
        .reduce((longest, p) => later(longest, p.expires_on ?? NO_END), ''),
    );
    const first = ends.sort()[0] ?? NO_END;
    return { level, until: first === NO_END ? null : first };
  }
  return { level: 0, until: null };
}

const NO_END = '9999-12-31';
const later = (a: string, b: string): string => (a > b ? a : b);
