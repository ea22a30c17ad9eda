import type { Route } from '../../platform/index.ts';

export const routes: Route[] = [];
