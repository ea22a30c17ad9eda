import { currencies } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Module } from '../../platform/index.ts';
import { chainBooks, sealBooks } from './audit/chain-books.ts';
import { lapseExchange, settleExchange } from './exchange/settle-exchange.ts';
import { creditDeposit } from './ledger/confirm-deposit.ts';
import { expirePending } from './ledger/expire-pending.ts';
import { openTreasury } from './ledger/open-books.ts';
import { closeYesterday, netObligations } from './netting/close-netting.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { applyChange } from './treasury/decide-change.ts';

export { chainBooks, sealBooks } from './audit/chain-books.ts';
export type { Difference } from './audit/store-verify.ts';
export { type LedgerReport, verifyLedger, verifySeals } from './audit/verify-ledger.ts';
export { awardEscrow, settleAward } from './escrow/award-escrow.ts';
export { escrowStandings } from './escrow/escrow-standing.ts';
export { fundEscrow } from './escrow/fund-escrow.ts';
export { payAssessment } from './escrow/pay-assessment.ts';
export { refundEscrow } from './escrow/refund-escrow.ts';
export { releaseEscrow } from './escrow/release-escrow.ts';
export { repayBuyer } from './escrow/repay-buyer.ts';
export { viewDealMoney } from './escrow/view-deal-money.ts';
export { withholdEscrow } from './escrow/withhold-escrow.ts';
export { askExchange } from './exchange/ask-exchange.ts';
export { executeExchange } from './exchange/execute-exchange.ts';
export { lockExchange } from './exchange/lock-exchange.ts';
export { listExchanges, viewExchange } from './exchange/view-exchanges.ts';
export { listEntries } from './figures/list-entries.ts';
export { confirmDeposit, depositTransfersOf } from './ledger/confirm-deposit.ts';
export { type OpeningBooks, openBooks } from './ledger/open-books.ts';
export { openWallet } from './ledger/open-wallet.ts';
export { postAll, postTransfers } from './ledger/post-transfers.ts';
export { sendTransfers } from './ledger/send-transfers.ts';
export { readTrialBalance } from './ledger/store-search.ts';
export type {
  MoveRequest,
  ResolveRequest,
  ReverseRequest,
  Transfer,
  TransferRequest,
  TransferResult,
} from './ledger/transfer.ts';
export { viewBalance, viewStatement } from './ledger/view-statement.ts';
export { viewWallet } from './ledger/view-wallet.ts';
export { TREASURY_ORG_ID } from './model.ts';
export { closeNetting } from './netting/close-netting.ts';
export { listObligations } from './netting/list-obligations.ts';
export { registerObligation } from './netting/register-obligation.ts';
export { listNettingRuns, listOpenCorridors, viewNettingRun } from './netting/view-netting.ts';
export { decideChange } from './treasury/decide-change.ts';
export { proposeClosing, proposeLimit, proposeMove, proposeRate } from './treasury/propose-change.ts';
export { proposeRates } from './treasury/propose-rates.ts';
export { listChanges, viewLimits } from './treasury/view-changes.ts';
export { viewPositions } from './treasury/view-positions.ts';

/** The ledger, wallets, escrow, exchange and duties. */
export const payments: Module = {
  name: 'payments',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: 'payments.credit-deposit', handler: creditDeposit },
    { queue: 'payments.settle-exchange', handler: settleExchange },
    { queue: 'payments.lapse-exchange', handler: lapseExchange },
    { queue: 'payments.apply-change', handler: applyChange },
    { queue: 'payments.net-obligations', handler: netObligations },
    { queue: 'payments.close-yesterday', schedule: '10 0 * * *', handler: closeYesterday },
    {
      queue: 'payments.posted',
      handler: async (ctx, job) => {
        assert(typeof job.book_id === 'string', 'what was posted names its book');
        await chainBooks(ctx, [job.book_id]);
      },
    },
    {
      queue: 'payments.seal-books',
      schedule: '* * * * *',
      handler: async (ctx) => {
        await chainBooks(ctx);
        await sealBooks(ctx);
      },
    },
    {
      queue: 'payments.expire-pending',
      schedule: '* * * * *',
      handler: async (ctx) => {
        await expirePending(ctx);
      },
    },
  ],
  async load(tx) {
    // The treasury's book exists from the first start; it holds no money until capital is put in.
    const accounts = await openTreasury(tx, currencies);
    return [{ set: 'payments.treasury', rows: accounts }];
  },
};
