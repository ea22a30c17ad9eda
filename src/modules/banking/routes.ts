import { route } from '../../platform/index.ts';
import { listMessages, listNostros, reportMessage, setNostro, showMessage } from './messages/message-log.ts';
import { orderPayment } from './orders/order-payment.ts';
import { recallPayment } from './orders/recall-payment.ts';
import { listOrders, showOrder } from './orders/show-orders.ts';
import { closeAccount, decideAccount } from './payouts/decide-account.ts';
import { decidePayout } from './payouts/decide-payout.ts';
import { withdrawPayout } from './payouts/held-payouts.ts';
import { listAccounts, listPayoutRules } from './payouts/list-accounts.ts';
import { registerAccount } from './payouts/register-account.ts';
import { answerCall } from './recalls/answer-call.ts';
import { listRecalls } from './recalls/list-recalls.ts';
import { announceDeposit, listExpectations } from './reconciliation/announce-deposit.ts';
import { listEntries } from './reconciliation/list-entries.ts';
import { decideProposal, proposeMatch, proposeUnmatch } from './reconciliation/propose-match.ts';
import { exportStatement } from './statement-message.ts';

const tags = ['banking'];

export const routes = [
  route('GET', '/banking/nostros', listNostros, {
    summary: "Accounts that hold the platform's money at your bank",
    tags,
  }),
  route('PUT', '/banking/nostros/:currency', setNostro, { summary: 'Name the account of a currency', tags }),
  route('GET', '/banking/messages', listMessages, { summary: 'Messages to and from your bank', tags }),
  route('POST', '/banking/messages', reportMessage, {
    summary: 'Hand in an ISO 20022 message, as a bank',
    tags,
  }),
  route('GET', '/banking/messages/:direction/:message_id', showMessage, {
    summary: 'One message, whole',
    tags,
  }),
  route('GET', '/banking/entries', listEntries, {
    summary: 'Booked lines, what they were matched with, and suggestions for the rest',
    tags,
  }),
  route('POST', '/banking/entries/:entry_id/match', proposeMatch, {
    summary: 'Propose what an entry belongs to',
    tags,
  }),
  route('POST', '/banking/entries/:entry_id/unmatch', proposeUnmatch, {
    summary: 'Propose to take a match back',
    tags,
  }),
  route('POST', '/banking/entries/:entry_id/decision', decideProposal, {
    summary: "Decide a colleague's proposal",
    tags,
  }),
  route('GET', '/expected-deposits', listExpectations, { summary: 'Payments that are expected', tags }),
  route('POST', '/expected-deposits', announceDeposit, {
    summary: 'Announce a payment and get the reference to write on it',
    tags,
  }),
  route('GET', '/payment-orders', listOrders, { summary: 'Payments ordered through banks', tags }),
  route('POST', '/payment-orders', orderPayment, {
    summary: 'Order a payout from your wallet to a verified account of yours',
    tags,
  }),
  route('GET', '/payment-orders/:order_id', showOrder, {
    summary: 'One payment with every step of it',
    tags,
  }),
  route('POST', '/payment-orders/:order_id/decision', decidePayout, {
    summary: 'Approve or decline a payout that somebody else ordered',
    tags,
  }),
  route('POST', '/payment-orders/:order_id/withdrawal', withdrawPayout, {
    summary: 'Take back a payout that screening holds',
    tags,
  }),
  route('GET', '/payout-rules', listPayoutRules, {
    summary: 'From what amount a second person approves, and how long a new account waits',
    tags,
  }),
  route('GET', '/payout-accounts', listAccounts, { summary: 'Bank accounts that can be paid out to', tags }),
  route('POST', '/payout-accounts', registerAccount, {
    summary: 'Register a bank account of your organisation',
    tags,
  }),
  route('POST', '/payout-accounts/:account_id/decision', decideAccount, {
    summary: 'Verify or refuse a bank account, as its bank or the treasury',
    tags,
  }),
  route('POST', '/payout-accounts/:account_id/closing', closeAccount, {
    summary: 'Take a bank account out of use',
    tags,
  }),
  route('POST', '/payment-orders/:order_id/recall', recallPayment, { summary: 'Call a payment back', tags }),
  route('GET', '/recalls', listRecalls, {
    summary: 'Payments that came in and are called back by their bank',
    tags,
  }),
  route('POST', '/recalls/:recall_id/answer', answerCall, {
    summary: 'Give a payment back, or refuse with a code',
    tags,
  }),
  route('GET', '/wallet/:account_id/statement.xml', exportStatement, {
    summary: 'Statement of an account as camt.053',
    tags,
    raw: true,
    per_minute: 30,
  }),
];
