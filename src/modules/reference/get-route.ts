import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { findRoute } from './find-route.ts';
import { Route } from './model.ts';

/** One named route with its legs. Refuses with `reference.route_unknown`. */
export const getRoute = defineUseCase({
  name: 'reference.get-route',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ route_id: Type.String({ maxLength: 80 }) }, { additionalProperties: false }),
  output: Route,
  run: async (ctx, { route_id }) =>
    (await findRoute(ctx, route_id)) ?? refuse('reference.route_unknown', { route_id }),
});
