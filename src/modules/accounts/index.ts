import type { Module } from '../../platform/index.ts';
import { forgetChangedMember } from './forget-changed-member.ts';
import { refusals } from './refusals.ts';

export { type Accounts, type OpenAccounts, openAccounts } from './accounts.ts';
export { openAccountsPool } from './accounts-pool.ts';
export { createDemoAccounts, DEMO_PASSWORD, type DemoAccount, hasDemoPasswords } from './demo-accounts.ts';

/** People, their passwords, second factors, sessions and API keys. Its routes come by `openAccounts`. */
export const accounts: Module = {
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  routes: [],
  refusals,
  jobs: [forgetChangedMember],
};
