import { assert } from '../../kernel/refusal.ts';
import type { Module } from '../../platform/index.ts';
import { deliverMessage, pollInboxes } from './connectors/jobs.ts';
import { workMessage } from './messages/work-message.ts';
import { sendMessage, sendOrder } from './orders/send-order.ts';
import { followDecision } from './payouts/decide-payout.ts';
import { freeWithdrawn, sendHeld } from './payouts/held-payouts.ts';
import { returnRecalled } from './recalls/return-recalled.ts';
import { applyMatch } from './reconciliation/apply-match.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { type ExplainedEntry, explainStatement } from './explain-statement.ts';
export { reportMessage, setNostro } from './messages/message-log.ts';
export { orderPayment } from './orders/order-payment.ts';
export { recallPayment } from './orders/recall-payment.ts';
export { listOrders, showOrder } from './orders/show-orders.ts';
export { closeAccount, decideAccount } from './payouts/decide-account.ts';
export { decidePayout } from './payouts/decide-payout.ts';
export { withdrawPayout } from './payouts/held-payouts.ts';
export { listAccounts, listPayoutRules } from './payouts/list-accounts.ts';
export { registerAccount } from './payouts/register-account.ts';
export { answerCall } from './recalls/answer-call.ts';
export { listRecalls } from './recalls/list-recalls.ts';
export { announceDeposit, listExpectations } from './reconciliation/announce-deposit.ts';
export { listEntries } from './reconciliation/list-entries.ts';
export { decideProposal, proposeMatch, proposeUnmatch } from './reconciliation/propose-match.ts';
export { type BankFaults, manyFaults, noFaults, SimulatedBank } from './simulated-bank.ts';

/** Banks: messages, payment orders, reconciliation. */
export const banking: Module = {
  name: 'banking',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: 'banking.send-order', handler: sendOrder },
    {
      queue: 'banking.send-message',
      handler: async (ctx, { bank_org_id, message_id, name, xml }) => {
        assert(
          typeof bank_org_id === 'string' && typeof message_id === 'string' && typeof name === 'string',
          'a job names its message',
        );
        await sendMessage(ctx, bank_org_id, message_id, name, String(xml));
      },
    },
    { queue: 'banking.deliver-message', handler: deliverMessage },
    { queue: 'banking.work-message', handler: workMessage },
    { queue: 'banking.apply-match', handler: applyMatch },
    { queue: 'banking.return-recalled', handler: returnRecalled },
    { queue: 'banking.follow-decision', handler: followDecision },
    { queue: 'banking.free-withdrawn', handler: freeWithdrawn },
    { queue: 'banking.send-held', schedule: '*/5 * * * *', handler: sendHeld },
    { queue: 'banking.poll-inboxes', schedule: '* * * * *', handler: pollInboxes },
  ],
};
