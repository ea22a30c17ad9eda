import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { acceptQuote } from './accept-quote.ts';
export { declineQuote } from './decline-quote.ts';
export { askSellers } from './inquiries/ask-sellers.ts';
export { awardInquiry } from './inquiries/award-inquiry.ts';
export { listInquiries } from './inquiries/list-inquiries.ts';
export { showInquiry } from './inquiries/show-inquiry.ts';
export { landedCostOf } from './landed-cost-of.ts';
export { listChanges } from './list-changes.ts';
export { listQuotes } from './list-quotes.ts';
export { composeTerms, Offer, QuoteRequest } from './model.ts';
export { offerQuote } from './offer-quote.ts';
export { repeatOrder } from './repeat-order.ts';
export { requestQuote } from './request-quote.ts';
export { listSamples, requestSample, stepSample } from './samples/samples.ts';

export const quoting: Module = {
  name: 'quoting',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
