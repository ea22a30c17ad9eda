import { route } from '../../platform/index.ts';
import { acceptQuote } from './accept-quote.ts';
import { declineQuote } from './decline-quote.ts';
import { listQuotes } from './list-quotes.ts';
import { offerQuote } from './offer-quote.ts';
import { requestQuote } from './request-quote.ts';

const tags = ['quoting'];

export const routes = [
  route('POST', '/rfqs', requestQuote, { summary: 'Ask a seller for a quote; opens a deal', tags }),
  route('GET', '/deals/:deal_id/quotes', listQuotes, { summary: 'Request and offers of a deal', tags }),
  route('POST', '/deals/:deal_id/quotes', offerQuote, { summary: 'Offer or counter-offer terms', tags }),
  route('POST', '/deals/:deal_id/quotes/acceptance', acceptQuote, {
    summary: 'Accept the newest offer',
    tags,
  }),
  route('POST', '/deals/:deal_id/quotes/refusal', declineQuote, {
    summary: 'Decline and end the negotiation',
    tags,
  }),
];
