import { assert } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Route, RouteLeg } from './model.ts';
import { type CsvRow, dataFolder, readTable } from './read-table.ts';
import { namesOf } from './small-sets.ts';

let loaded: Map<string, Route> | undefined;

/** All named routes with their legs, in the order of the file. */
export function routeList(): Route[] {
  loaded ??= readRoutes();
  return [...loaded.values()];
}

/**
 * A named route with its ordered legs; km and hours are estimates and each leg says how they came about.
 * Undefined when there is no such route.
 */
export async function findRoute(_ctx: Pick<Ctx, 'tx'>, route_id: string): Promise<Route | undefined> {
  loaded ??= readRoutes();
  return loaded.get(route_id);
}

function readRoutes(): Map<string, Route> {
  const legs = new Map<string, RouteLeg>();
  for (const row of readTable(new URL('network/legs.csv', dataFolder))) {
    const leg = legOf(row);
    legs.set(key(leg.from, leg.to, leg.mode), leg);
    // A leg may be travelled both ways; the file holds it once.
    legs.set(key(leg.to, leg.from, leg.mode), { ...leg, from: leg.to, to: leg.from });
  }
  return new Map(
    readTable(new URL('network/routes.csv', dataFolder)).map((row) => {
      const route = routeOf(row, legs);
      return [route.route_id, route];
    }),
  );
}

function routeOf(row: CsvRow, legs: Map<string, RouteLeg>): Route {
  const mode = row.mode === 'rail' ? 'rail' : 'road';
  const stops = (row.places ?? '').split(' ');
  const routeLegs = stops.slice(1).map((to, index) => {
    const leg = legs.get(key(stops[index] ?? '', to, mode));
    assert(leg, `route ${row.route_id} has no leg ${stops[index]} – ${to}`);
    return leg;
  });
  return {
    route_id: row.route_id ?? '',
    name: namesOf(row),
    mode,
    from: row.from ?? '',
    to: row.to ?? '',
    crossing_export: row.crossing_export ?? '',
    crossing_import: row.crossing_import ?? '',
    km: routeLegs.reduce((total, leg) => total + leg.km, 0),
    hours: routeLegs.reduce((total, leg) => total + leg.hours, 0),
    legs: routeLegs,
  };
}

function legOf(row: CsvRow): RouteLeg {
  return {
    from: row.from ?? '',
    to: row.to ?? '',
    mode: row.mode === 'rail' ? 'rail' : 'road',
    km: Number(row.km),
    hours: Number(row.hours),
    gauge_mm: row.gauge_mm ? Number(row.gauge_mm) : null,
    country: row.country ?? '',
    status: row.status ?? '',
    method: row.method ?? '',
  };
}

function key(from: string, to: string, mode: string): string {
  return `${mode} ${from} ${to}`;
}
