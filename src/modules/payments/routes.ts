import { route } from '../../platform/index.ts';
import { confirmDeposit } from './confirm-deposit.ts';
import { exchangeMoney } from './exchange-money.ts';
import { fundEscrow } from './fund-escrow.ts';
import { openWallet } from './open-wallet.ts';
import { viewDealMoney } from './view-deal-money.ts';
import { viewStatement, viewWallet } from './view-wallet.ts';

const tags = ['payments'];

export const routes = [
  route('GET', '/wallet', viewWallet, { summary: 'Accounts of your organisation and what they hold', tags }),
  route('POST', '/wallet', openWallet, { summary: 'Open a wallet in a currency', tags }),
  route('GET', '/wallet/:account_id/statement', viewStatement, {
    summary: 'Entries of an account with the balance after each',
    tags,
  }),
  route('POST', '/exchanges', exchangeMoney, { summary: 'Exchange money at the rate on file', tags }),
  route('POST', '/deposits', confirmDeposit, {
    summary: 'Confirm, as a bank, a payment received for an organisation',
    tags,
  }),
  route('GET', '/deals/:deal_id/money', viewDealMoney, {
    summary: 'What happened to the money of a deal',
    tags,
  }),
  route('POST', '/deals/:deal_id/escrow/funding', fundEscrow, { summary: 'Pay the price into escrow', tags }),
];
