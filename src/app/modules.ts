import { accounts } from '../modules/accounts/index.ts';
import { agreements } from '../modules/agreements/index.ts';
import { approvals } from '../modules/approvals/index.ts';
import { banking } from '../modules/banking/index.ts';
import { catalogue } from '../modules/catalogue/index.ts';
import { claims } from '../modules/claims/index.ts';
import { correspondence } from '../modules/correspondence/index.ts';
import { customs } from '../modules/customs/index.ts';
import { deals } from '../modules/deals/index.ts';
import { documents } from '../modules/documents/index.ts';
import { iso20022 } from '../modules/iso20022/index.ts';
import { landedCostModule } from '../modules/landed-cost/index.ts';
import { marketplacesModule } from '../modules/marketplaces/index.ts';
import { matching } from '../modules/matching/index.ts';
import { nomenclature } from '../modules/nomenclature/index.ts';
import { notices } from '../modules/notices/index.ts';
import { orders } from '../modules/orders/index.ts';
import { outcomes } from '../modules/outcomes/index.ts';
import { parcels } from '../modules/parcels/index.ts';
import { parties } from '../modules/parties/index.ts';
import { payments } from '../modules/payments/index.ts';
import { quoting } from '../modules/quoting/index.ts';
import { reference } from '../modules/reference/index.ts';
import { releases } from '../modules/releases/index.ts';
import { reputation } from '../modules/reputation/index.ts';
import { returns } from '../modules/returns/index.ts';
import { sdmx } from '../modules/sdmx/index.ts';
import { statistics } from '../modules/statistics/index.ts';
import { storefront } from '../modules/storefront/index.ts';
import { transport } from '../modules/transport/index.ts';
import { warehousing } from '../modules/warehousing/index.ts';
import { forgetAnswers } from '../platform/forget-answers.ts';
import { platformRefusals } from '../platform/refusals.ts';
import type { AnyJob, Module, RefusalTable, Route } from '../platform/use-case.ts';
import { policyJob, withheldJobs } from './policies.ts';
import { removeFiles } from './remove-files.ts';
import { startRoute } from './start-page.ts';

/** Every module, ground floor first: migrations and reference data go in this order. */
export const modules: readonly Module[] = [
  reference,
  iso20022,
  notices,
  nomenclature,
  parties,
  accounts,
  approvals,
  catalogue,
  landedCostModule,
  deals,
  agreements,
  correspondence,
  matching,
  quoting,
  marketplacesModule,
  documents,
  customs,
  transport,
  warehousing,
  payments,
  parcels,
  banking,
  statistics,
  outcomes,
  returns,
  reputation,
  storefront,
  orders,
  claims,
  releases,
  sdmx,
];

export const routes: readonly Route[] = [startRoute, ...modules.flatMap((m) => m.routes)];

/** All work in the background. */
export const jobs: readonly AnyJob[] = [
  policyJob,
  ...withheldJobs,
  forgetAnswers,
  removeFiles,
  ...modules.flatMap((m) => m.jobs ?? []),
];

/** Every stable code with its meaning. */
export const refusals: RefusalTable = Object.assign({}, platformRefusals, ...modules.map((m) => m.refusals));
