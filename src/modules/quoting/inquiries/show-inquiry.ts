import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import type { Currency } from '../../../kernel/money.ts';
import { isCurrency } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { CurrencyCode, defineUseCase, Instant, Nullable, Uuid } from '../../../platform/index.ts';
import { findStates } from '../../deals/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { findCountry, latestRates } from '../../reference/index.ts';
import { QuoteRequest } from '../model.ts';
import { Compared, compareAnswer, lowestLanded, RateUsed, rateUsed } from './compare.ts';
import { type InquiryStatus, isGone, statusOf } from './list-inquiries.ts';
import { findInquiry } from './store-inquiries.ts';

/**
 * The answers to one request side by side, in the buyer's currency (that of its country unless another is asked for)
 * at the newest rates on file. The number of statements does not depend on how many were asked. Refuses with
 * quoting.no_inquiry.
 */
export const showInquiry = defineUseCase({
  name: 'quoting.show-inquiry',
  kind: 'query',
  permission: 'quote:request',
  input: Type.Object(
    { inquiry_id: Uuid, currency: Type.Optional(CurrencyCode) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    inquiry_id: Uuid,
    title: Type.String(),
    request: QuoteRequest,
    sent_at: Instant,
    deadline: Instant,
    status: Type.Unsafe<InquiryStatus>({ type: 'string', enum: ['open', 'answered', 'awarded', 'over'] }),
    awarded_deal_id: Nullable(Uuid),
    currency: CurrencyCode,
    rates: Type.Array(RateUsed),
    lowest_landed: Nullable(Uuid),
    answers: Type.Array(
      Type.Object({
        deal_id: Uuid,
        number: Type.String(),
        state: Type.String(),
        seller: Type.Object({
          org_id: Uuid,
          name: Type.String(),
          country: Type.String(),
          trust: Nullable(Type.Integer()),
        }),
        quote: Nullable(Compared),
      }),
    ),
  }),
  async run(ctx, input) {
    const { org_id } = ctx.actor;
    const row = await findInquiry(ctx.tx, org_id, input.inquiry_id, false);
    if (!row) return refuse('quoting.no_inquiry', { inquiry_id: input.inquiry_id });
    const states = await findStates(
      ctx,
      row.answers.map((a) => a.deal_id),
    );
    const known = await findOrganisations(ctx, [org_id, ...row.answers.map((a) => a.seller_org_id)]);
    const currency = input.currency ?? currencyOf(known.get(org_id)?.country, row.request.currency);
    const now = ctx.clock.now();
    const contracts = row.answers.flatMap(({ quote }) => (quote ? [quote.terms.price.currency] : []));
    const rates = await latestRates(
      ctx,
      [...new Set(contracts)].filter((c) => c !== currency),
      currency,
      dayOf(now),
    );
    const answers = row.answers.map(({ deal_id, seller_org_id, quote }) => {
      const seller = known.get(seller_org_id);
      const state = states.get(deal_id);
      return {
        deal_id,
        number: state?.number ?? '',
        state: state?.state ?? 'requested',
        stands: state?.state === 'quoted',
        seller: {
          org_id: seller_org_id,
          name: seller?.name ?? '',
          country: seller?.country ?? '',
          trust: seller?.trust ?? null,
        },
        quote: quote ? compareAnswer(quote, currency, rates, now) : null,
      };
    });
    const offers = answers.filter((a) => a.quote?.offered_by === 'seller' && a.stands && !a.quote.expired);
    return {
      inquiry_id: row.inquiry_id,
      title: row.title,
      request: row.request,
      sent_at: row.sent_at.toISOString(),
      deadline: row.deadline.toISOString(),
      status: statusOf({
        awarded: row.awarded_deal_id !== null,
        offers: offers.length,
        over: answers.every((a) => isGone(a.state)),
      }),
      awarded_deal_id: row.awarded_deal_id,
      currency,
      rates: [...rates.values()].map(rateUsed),
      lowest_landed: lowestLanded(answers),
      answers: answers.map(({ stands: _stands, ...answer }) => answer),
    };
  },
});

/** The currency of a country, where it is one of the corridor's; otherwise that of the request. */
function currencyOf(country: string | undefined, asked: Currency): Currency {
  const own = country === undefined ? undefined : findCountry(country)?.currency;
  return own && isCurrency(own) ? own : asked;
}
