import { accounts } from '../modules/accounts/index.ts';
import { customs } from '../modules/customs/index.ts';
import { deals } from '../modules/deals/index.ts';
import { landedCostModule } from '../modules/landed-cost/index.ts';
import { parties } from '../modules/parties/index.ts';
import { payments } from '../modules/payments/index.ts';
import { quoting } from '../modules/quoting/index.ts';
import { reference } from '../modules/reference/index.ts';
import { transport } from '../modules/transport/index.ts';
import { platformRefusals } from '../platform/refusals.ts';
import type { Job, Module, RefusalTable, Route } from '../platform/use-case.ts';
import { policyJob } from './policies.ts';

/** Every module, ground floor first: migrations and reference data go in this order. */
export const modules: readonly Module[] = [
  reference,
  parties,
  accounts,
  landedCostModule,
  deals,
  quoting,
  customs,
  transport,
  payments,
];

export const routes: readonly Route[] = modules.flatMap((m) => m.routes);

/** All work in the background. */
export const jobs: readonly Job[] = [policyJob, ...modules.flatMap((m) => m.jobs ?? [])];

/** Every stable code with its meaning. */
export const refusals: RefusalTable = Object.assign({}, platformRefusals, ...modules.map((m) => m.refusals));
