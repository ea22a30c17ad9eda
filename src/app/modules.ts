import { deals } from '../modules/deals/index.ts';
import { quoting } from '../modules/quoting/index.ts';
import { platformRefusals } from '../platform/refusals.ts';
import type { Module, RefusalTable, Route } from '../platform/use-case.ts';

/** Every module, ground floor first: migrations and reference data go in this order. */
export const modules: readonly Module[] = [deals, quoting];

export const routes: readonly Route[] = modules.flatMap((m) => m.routes);

/** Every stable code with its meaning. */
export const refusals: RefusalTable = Object.assign({}, platformRefusals, ...modules.map((m) => m.refusals));
