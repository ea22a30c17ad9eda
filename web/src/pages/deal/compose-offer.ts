import type { QuoteRequest } from '../../api/deal-parts.ts';
import type { LocaleTable } from '../../format/locale-table.ts';
import { parseAmount } from '../../format/money.ts';
import { disputeTerms } from './dispute-terms.ts';
import { paymentTerms } from './payment-fields.ts';
import { providerFields } from './providers.ts';

/** What stands in the fields of the form, as typed. */
export type OfferDraft = Record<string, string>;

/** Ordinary export and import; other customs regimes are agreed outside this form. */
const GENERAL_TRADE = '0110';
const DAY_MS = 86_400_000;

/** The offer to send, or which fields are wrong and why (`amount`, `number`, `missing`). */
export function composeOffer(
  draft: OfferDraft,
  request: Pick<QuoteRequest, 'goods' | 'currency'>,
  table: LocaleTable,
  now: Date,
): { body: Record<string, unknown> } | { wrong: Record<string, string> } {
  const wrong: Record<string, string> = {};
  const money = (field: string): { amount: string; currency: string } => {
    const amount = parseAmount(draft[field]?.trim() ?? '', table);
    if (amount === undefined) wrong[field] = 'amount';
    return { amount: amount ?? '0', currency: request.currency };
  };
  const text = (field: string): string => {
    const value = draft[field]?.trim() ?? '';
    if (value === '') wrong[field] = 'missing';
    return value;
  };
  const whole = (field: string): number => {
    const value = draft[field]?.trim() ?? '';
    if (!/^[1-9]\d{0,6}$/.test(value)) wrong[field] = 'number';
    return Number(value);
  };
  const decimal = (field: string): string => {
    const value = (draft[field]?.trim() ?? '').replace(',', '.');
    if (!/^\d{1,12}(\.\d{1,3})?$/.test(value)) wrong[field] = 'number';
    return value;
  };
  const payment = paymentTerms(draft, request.currency, table);
  const disputes = disputeTerms(draft, table);
  Object.assign(wrong, payment.wrong, disputes.wrong);
  const offer = {
    goods: request.goods.map(({ line }) => ({
      line,
      unit_price: money(`price_${line}`),
      packages: whole(`packages_${line}`),
      package_kind: text(`package_kind_${line}`),
      net_weight_kg: decimal(`net_${line}`),
      gross_weight_kg: decimal(`gross_${line}`),
      certificates: (draft[`certificates_${line}`] ?? '').split(' ').filter((kind) => kind !== ''),
    })),
    incoterm: text('incoterm'),
    incoterm_place: text('incoterm_place'),
    route_id: text('route_id'),
    freight: {
      to_frontier: money('to_frontier'),
      at_frontier: money('at_frontier'),
      after_frontier: money('after_frontier'),
    },
    insurance: money('insurance'),
    supervision_mode: GENERAL_TRADE,
    fund_within_days: whole('fund_within_days'),
    ship_by: text('ship_by'),
    ...payment.terms,
    ...disputes.terms,
    ...Object.fromEntries(providerFields.map(({ field }) => [field, text(field)])),
  };
  const valid_until = new Date(now.getTime() + whole('valid_days') * DAY_MS);
  if (Object.keys(wrong).length > 0) return { wrong };
  const note = draft.note?.trim();
  return { body: { offer, valid_until: valid_until.toISOString(), ...(note ? { note } : {}) } };
}
