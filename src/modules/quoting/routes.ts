import { route } from '../../platform/index.ts';
import { acceptQuote } from './accept-quote.ts';
import { declineQuote } from './decline-quote.ts';
import { askSellers } from './inquiries/ask-sellers.ts';
import { awardInquiry } from './inquiries/award-inquiry.ts';
import { listInquiries } from './inquiries/list-inquiries.ts';
import { showInquiry } from './inquiries/show-inquiry.ts';
import { listChanges } from './list-changes.ts';
import { listQuotes } from './list-quotes.ts';
import { offerQuote } from './offer-quote.ts';
import { repeatOrder } from './repeat-order.ts';
import { requestQuote } from './request-quote.ts';
import { listSamples, requestSample, stepSample } from './samples/samples.ts';

const tags = ['quoting'];

export const routes = [
  route('POST', '/rfqs', requestQuote, { summary: 'Ask a seller for a quote; opens a deal', tags }),
  route('POST', '/inquiries', askSellers, {
    summary: 'Ask several sellers at once; a deal opens with each',
    tags,
  }),
  route('GET', '/inquiries', listInquiries, {
    summary: 'What you have asked for, and who has answered',
    tags,
  }),
  route('GET', '/inquiries/:inquiry_id', showInquiry, {
    summary: 'The answers to a request, side by side',
    tags,
  }),
  route('POST', '/inquiries/:inquiry_id/award', awardInquiry, {
    summary: 'Accept one answer, and decline or leave the others',
    tags,
  }),
  route('GET', '/deals/:deal_id/quotes/changes', listChanges, {
    summary: 'What each offer of a deal changed, field by field',
    tags,
  }),
  route('GET', '/deals/:deal_id/quotes', listQuotes, { summary: 'Request and offers of a deal', tags }),
  route('POST', '/deals/:deal_id/quotes', offerQuote, { summary: 'Offer or counter-offer terms', tags }),
  route('POST', '/deals/:deal_id/quotes/acceptance', acceptQuote, {
    summary: 'Accept the newest offer',
    tags,
  }),
  route('POST', '/deals/:deal_id/repetition', repeatOrder, {
    summary: 'Ask the same seller for the same goods once more',
    tags,
  }),
  route('GET', '/deals/:deal_id/samples', listSamples, { summary: 'Samples of a deal', tags }),
  route('POST', '/deals/:deal_id/samples', requestSample, { summary: 'Ask for a sample', tags }),
  route('POST', '/deals/:deal_id/samples/:sample_id/steps', stepSample, {
    summary: 'Accept, send, receive or judge a sample',
    tags,
  }),
  route('POST', '/deals/:deal_id/quotes/refusal', declineQuote, {
    summary: 'Decline and end the negotiation',
    tags,
  }),
];
