import type { Milestone, Terms } from '../../api/deals.ts';
import type { LocaleTable } from '../../format/locale-table.ts';
import { parseAmount, toDecimal } from '../../format/money.ts';
import type { OfferDraft } from './compose-offer.ts';

/** What a part of the price may wait for, in the order of the deal. */
export const milestoneKinds = [
  'deposit',
  'departure',
  'arrival',
  'clearance',
  'acceptance',
  'retention',
] as const;
const RETENTION_DAYS = '30';

/** An offer starts with all on acceptance. */
export const paymentDefaults: OfferDraft = { share_acceptance: '100' };

/** What the form starts with when the newest offer has parts; amounts that are no shares are kept as they are. */
export function paymentDraft(terms: Terms): OfferDraft {
  const { milestones } = terms;
  if (!milestones) return paymentDefaults;
  const draft: OfferDraft = { share_acceptance: '' };
  if (milestones.some((m) => m.share_bp === undefined)) draft.kept_milestones = JSON.stringify(milestones);
  for (const m of milestones) {
    if (m.share_bp !== undefined) draft[`share_${m.due_on}`] = toDecimal(String(m.share_bp));
    if (m.after_days !== undefined) draft.retention_days = String(m.after_days);
  }
  for (const fee of ['export_broker_fee', 'import_broker_fee'] as const)
    if (terms[fee]) draft[fee] = toDecimal(terms[fee].amount);
  return draft;
}

/**
 * The payment terms of an offer as they are sent, or which fields are wrong. Shares are per cent, with two decimals;
 * without any, all is due on acceptance.
 */
export function paymentTerms(
  draft: OfferDraft,
  currency: string,
  table: LocaleTable,
): { terms: Record<string, unknown>; wrong: Record<string, string> } {
  const wrong: Record<string, string> = {};
  const milestones: Milestone[] = [];
  for (const due_on of milestoneKinds) {
    const typed = draft[`share_${due_on}`]?.trim() ?? '';
    if (typed === '' || typed === '0') continue;
    const share_bp = Number(parseAmount(typed, table) ?? Number.NaN);
    if (!Number.isInteger(share_bp) || share_bp < 1 || share_bp > 10_000) wrong[`share_${due_on}`] = 'number';
    const days = draft.retention_days?.trim() || RETENTION_DAYS;
    if (due_on === 'retention' && !/^[1-9]\d{0,2}$/.test(days)) wrong.retention_days = 'number';
    milestones.push({ due_on, share_bp, ...(due_on === 'retention' ? { after_days: Number(days) } : {}) });
  }
  const kept = draft.kept_milestones;
  const total = milestones.reduce((sum, m) => sum + (m.share_bp ?? 0), 0);
  if (Object.keys(wrong).length === 0 && milestones.length > 0 && total !== 10_000)
    wrong[`share_${milestones.at(-1)?.due_on}`] = 'shares';
  const fees: Record<string, unknown> = {};
  for (const fee of ['export_broker_fee', 'import_broker_fee']) {
    const typed = draft[fee]?.trim() ?? '';
    if (typed === '' || typed === '0') continue;
    const amount = parseAmount(typed, table);
    if (amount === undefined) wrong[fee] = 'amount';
    else fees[fee] = { amount, currency };
  }
  const onlyAcceptance = milestones.length === 1 && milestones[0]?.due_on === 'acceptance';
  const parts: unknown = milestones.length > 0 ? milestones : kept && JSON.parse(kept);
  return { terms: { ...(onlyAcceptance || !parts ? {} : { milestones: parts }), ...fees }, wrong };
}
