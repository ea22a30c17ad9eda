import { assert } from '../kernel/refusal.ts';
import { type Route, routeList } from '../modules/reference/index.ts';

/** A route that the cases name. */
export function findRouteById(route_id: string): Route {
  const found = routeList().find((r) => r.route_id === route_id);
  assert(found, `the route ${route_id} is on file`);
  return found;
}
