import type { TFunction } from 'i18next';
import type { DisputeTerms } from '../../api/deals.ts';
import type { LocaleTable } from '../../format/locale-table.ts';
import { parseAmount, toDecimal } from '../../format/money.ts';
import { formatDecimal } from '../../format/number.ts';
import type { OfferDraft } from './compose-offer.ts';

/** Terms in per cent, with the least and the most that is taken in basis points. */
const shares = {
  quantity_tolerance_bp: [0, 2000],
  late_fee_bp: [1, 500],
  late_fee_cap_bp: [1, 3000],
} as const;
export const shareNames = Object.keys(shares) as (keyof typeof shares)[];
export const inspections = ['buyer_at_destination', 'independent_at_origin', 'independent_at_destination'];
const texts = ['inspection', 'inspection_standard', 'forum'] as const;

/** One of the terms as people read it; undefined for what is none of them. */
export function disputeTermText(
  name: string,
  value: unknown,
  t: TFunction,
  reader: LocaleTable,
): string | undefined {
  if (name in shares && typeof value === 'number')
    return `${formatDecimal(toDecimal(String(value)), reader)} %`;
  if (name === 'claim_within_days' && typeof value === 'number')
    return t('days', { days: value, ns: 'deal' });
  if (name === 'inspection') return t(`inspection.${String(value)}`, { ns: 'deal' });
  return undefined;
}

/** The terms that were agreed, each with its name. */
export function disputeRows(terms: DisputeTerms, t: TFunction, reader: LocaleTable): [string, string][] {
  return [...shareNames, 'claim_within_days' as const, ...texts].flatMap((name): [string, string][] => {
    const value = terms[name];
    if (value === undefined || value === null) return [];
    return [[t(`changed.${name}`, { ns: 'deal' }), disputeTermText(name, value, t, reader) ?? String(value)]];
  });
}

/** What the form starts with when the newest offer has such terms. */
export function disputeDraft(terms: DisputeTerms): OfferDraft {
  const draft: OfferDraft = {};
  for (const name of shareNames) {
    const value = terms[name];
    if (value !== undefined) draft[name] = toDecimal(String(value));
  }
  if (terms.claim_within_days !== undefined) draft.claim_within_days = String(terms.claim_within_days);
  for (const name of texts) if (terms[name] !== undefined) draft[name] = terms[name];
  return draft;
}

/** The terms as they are sent, or which fields are wrong. Shares are per cent with two decimals; what is empty is not agreed. */
export function disputeTerms(
  draft: OfferDraft,
  table: LocaleTable,
): { terms: DisputeTerms; wrong: Record<string, string> } {
  const terms: DisputeTerms = {};
  const wrong: Record<string, string> = {};
  const typedIn = (name: string): string => draft[name]?.trim() ?? '';
  for (const name of shareNames) {
    const typed = typedIn(name);
    if (typed === '') continue;
    const share = Number(parseAmount(typed, table) ?? Number.NaN);
    const [least, most] = shares[name];
    if (!(share >= least && share <= most)) wrong[name] = 'number';
    else terms[name] = share;
  }
  const days = typedIn('claim_within_days');
  if (days !== '') {
    if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > 365) wrong.claim_within_days = 'number';
    else terms.claim_within_days = Number(days);
  }
  for (const name of texts) if (typedIn(name) !== '') terms[name] = typedIn(name);
  if (typedIn('late_fee_bp') !== '' && typedIn('late_fee_cap_bp') === '') wrong.late_fee_cap_bp = 'missing';
  if (typedIn('late_fee_cap_bp') !== '' && typedIn('late_fee_bp') === '') wrong.late_fee_bp = 'missing';
  if (typedIn('inspection_standard') !== '' && typedIn('inspection') === '') wrong.inspection = 'missing';
  return { terms, wrong };
}
