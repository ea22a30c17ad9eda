import { currencies } from '../../kernel/money.ts';
import type { Module } from '../../platform/index.ts';
import { creditDeposit } from './confirm-deposit.ts';
import { expirePending } from './expire-pending.ts';
import { openTreasury } from './open-books.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { settleExchange } from './settle-exchange.ts';
import { seedSpread } from './store.ts';

export { confirmDeposit } from './confirm-deposit.ts';
export { exchangeMoney } from './exchange-money.ts';
export { fundEscrow } from './fund-escrow.ts';
export { TREASURY_ORG_ID } from './model.ts';
export { type OpeningBooks, openBooks } from './open-books.ts';
export { openWallet } from './open-wallet.ts';
export { payAssessment } from './pay-assessment.ts';
export { postAll, postTransfers } from './post-transfers.ts';
export { refundEscrow } from './refund-escrow.ts';
export { releaseEscrow } from './release-escrow.ts';
export { type SettlementLine, settlementPlan } from './settlement-plan.ts';
export type { Difference } from './store-verify.ts';
export type {
  MoveRequest,
  ResolveRequest,
  ReverseRequest,
  Transfer,
  TransferRequest,
  TransferResult,
} from './transfer.ts';
export { type LedgerReport, verifyLedger } from './verify-ledger.ts';
export { viewDealMoney } from './view-deal-money.ts';
export { viewStatement, viewWallet } from './view-wallet.ts';

/** What exchange costs until the treasury sets it otherwise. A setting of this installation, not a market fact. */
const SPREAD_BASIS_POINTS = 25;

/** The ledger, wallets, escrow, exchange and duties. */
export const payments: Module = {
  name: 'payments',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: 'payments.credit-deposit', handler: creditDeposit },
    { queue: 'payments.settle-exchange', handler: settleExchange },
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
    await seedSpread(tx, SPREAD_BASIS_POINTS);
    return [{ set: 'payments.treasury', rows: accounts }];
  },
};
