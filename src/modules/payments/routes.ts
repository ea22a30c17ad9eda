import { route } from '../../platform/index.ts';
import { awardEscrow } from './escrow/award-escrow.ts';
import { fundEscrow } from './escrow/fund-escrow.ts';
import { viewDealMoney } from './escrow/view-deal-money.ts';
import { askExchange } from './exchange/ask-exchange.ts';
import { executeExchange } from './exchange/execute-exchange.ts';
import { lockExchange } from './exchange/lock-exchange.ts';
import { listExchanges, viewExchange } from './exchange/view-exchanges.ts';
import { listEntries } from './figures/list-entries.ts';
import { confirmDeposit } from './ledger/confirm-deposit.ts';
import { openWallet } from './ledger/open-wallet.ts';
import { sendTransfers } from './ledger/send-transfers.ts';
import { viewBalance, viewStatement } from './ledger/view-statement.ts';
import { searchTransfers, viewTransfer, viewTrialBalance } from './ledger/view-transfers.ts';
import { viewWallet } from './ledger/view-wallet.ts';
import { closeNetting } from './netting/close-netting.ts';
import { listObligations } from './netting/list-obligations.ts';
import { registerObligation } from './netting/register-obligation.ts';
import { listNettingRuns, listOpenCorridors, viewNettingRun } from './netting/view-netting.ts';
import { getStatementFile } from './statement/get-statement-file.ts';
import { decideChange } from './treasury/decide-change.ts';
import { proposeClosing, proposeLimit, proposeMove, proposeRate } from './treasury/propose-change.ts';
import { listChanges, viewLimits } from './treasury/view-changes.ts';
import { viewPositions } from './treasury/view-positions.ts';

const tags = ['payments'];

export const routes = [
  route('GET', '/wallet', viewWallet, { summary: 'Accounts of your organisation and what they hold', tags }),
  route('POST', '/wallet', openWallet, { summary: 'Open a wallet in a currency', tags }),
  route('GET', '/wallet/:account_id/statement', viewStatement, {
    summary: 'Entries of an account with the balance after each',
    tags,
  }),
  route('GET', '/wallet/:account_id/statement-file', getStatementFile, {
    summary: 'The statement of a period as CSV, XLSX or PDF',
    tags,
    raw: true,
  }),
  route('GET', '/wallet/:account_id/balance', viewBalance, {
    summary: 'What an account has, or had at a past instant',
    tags,
  }),
  route('POST', '/transfers', sendTransfers, {
    summary: 'Post up to a hundred transfers in your own book, each answered by itself',
    tags,
  }),
  route('GET', '/transfers', searchTransfers, {
    summary: 'Find transfers by the beginning of their reference',
    tags,
  }),
  route('GET', '/transfers/:transfer_id', viewTransfer, {
    summary: 'One transfer and what became of it',
    tags,
  }),
  route('GET', '/trial-balance', viewTrialBalance, {
    summary: 'What each kind of account was debited and credited, per currency',
    tags,
  }),
  route('GET', '/entries', listEntries, {
    summary: 'The entries that a figure is made of, and what they come to',
    tags,
  }),
  route('GET', '/exchanges', listExchanges, { summary: 'Exchanges of your organisation', tags }),
  route('POST', '/exchanges', askExchange, {
    summary: 'Ask for the price of an exchange, with the rates and their sources',
    tags,
  }),
  route('GET', '/exchanges/:exchange_id', viewExchange, {
    summary: 'One exchange and what became of it',
    tags,
  }),
  route('POST', '/exchanges/:exchange_id/lock', lockExchange, {
    summary: 'Lock a quoted price: both sides are reserved for some minutes',
    tags,
  }),
  route('POST', '/exchanges/:exchange_id/execution', executeExchange, {
    summary: 'Execute an exchange whose price is locked',
    tags,
  }),
  route('GET', '/treasury/positions', viewPositions, {
    summary: 'Open position of the treasury in each currency, revalued, with its working',
    tags,
  }),
  route('GET', '/treasury/limits', viewLimits, {
    summary: 'Liquidity of the treasury, its limits, and what it can still give and take',
    tags,
  }),
  route('GET', '/treasury/changes', listChanges, {
    summary: 'Limits, rates, moves and closings that were proposed, and who must still decide',
    tags,
  }),
  route('POST', '/treasury/changes/limits', proposeLimit, { summary: 'Propose limits of a currency', tags }),
  route('POST', '/treasury/changes/rates', proposeRate, {
    summary: 'Propose a rate of a day with its source',
    tags,
  }),
  route('POST', '/treasury/changes/moves', proposeMove, {
    summary: "Propose a move between the treasury's own accounts",
    tags,
  }),
  route('POST', '/treasury/changes/closings', proposeClosing, {
    summary: 'Propose to close an empty account or book',
    tags,
  }),
  route('POST', '/treasury/changes/:proposal_id/decision', decideChange, {
    summary: "Decide a colleague's proposal",
    tags,
  }),
  route('GET', '/netting/obligations', listObligations, {
    summary: 'What is owed and due by netting: open, of a run, of a participant',
    tags,
  }),
  route('POST', '/netting/obligations', registerObligation, {
    summary: 'Register what your organisation owes, to be netted with the day',
    tags,
  }),
  route('GET', '/netting/runs', listNettingRuns, {
    summary: 'Netting runs: what was owed, and what was moved instead',
    tags,
  }),
  route('GET', '/netting/runs/:run_id', viewNettingRun, {
    summary: 'One run with the net position of each participant',
    tags,
  }),
  route('GET', '/treasury/open-corridors', listOpenCorridors, {
    summary: 'Corridors in which something waits to be netted',
    tags,
  }),
  route('POST', '/treasury/netting-runs', closeNetting, {
    summary: "Close a corridor's day and net what is owed",
    tags,
  }),
  route('POST', '/deposits', confirmDeposit, {
    summary: 'Confirm, as a bank, a payment received for an organisation',
    tags,
  }),
  route('GET', '/deals/:deal_id/money', viewDealMoney, {
    summary: 'What happened to the money of a deal',
    tags,
  }),
  route('POST', '/deals/:deal_id/escrow/funding', fundEscrow, { summary: 'Pay the price into escrow', tags }),
  route('POST', '/deals/:deal_id/disputes/resolution', awardEscrow, {
    summary: 'Grant a dispute, or divide what the escrow holds',
    tags,
  }),
];
