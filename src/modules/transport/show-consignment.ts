import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { findPlace } from '../reference/index.ts';
import { placesOf } from './model.ts';
import { findConsignment, movementsOf } from './store.ts';
import { ConsignmentState, showState } from './view.ts';

const Names = Type.Object({ en: Type.String(), zh: Type.String(), ru: Type.String() });
const Position = Type.Object({ place: Type.String(), name: Names, lat: Type.Number(), lon: Type.Number() });

/** Where the goods of a deal are, how they came there and when they should arrive. Refuses with transport.consignment_not_found. */
export const showConsignment = defineUseCase({
  name: 'transport.show-consignment',
  kind: 'query',
  permission: 'consignment:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...ConsignmentState.properties,
    carrier_org_id: Uuid,
    position: Position,
    legs: Type.Array(
      Type.Object({
        from: Type.String(),
        to: Type.String(),
        from_name: Names,
        to_name: Names,
        from_lat: Type.Number(),
        from_lon: Type.Number(),
        to_lat: Type.Number(),
        to_lon: Type.Number(),
        km: Type.Integer(),
        hours: Type.Number(),
        gauge_mm: Nullable(Type.Integer()),
        /** When the end of the leg was reached; null while it lies ahead, or when the place was left out. */
        passed_at: Nullable(Instant),
      }),
    ),
    events: Type.Array(
      Type.Object({
        number: Type.Integer(),
        kind: Type.String(),
        place: Type.String(),
        at: Instant,
        note: Nullable(Type.String()),
        details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      }),
    ),
  }),
  async run(ctx, input) {
    const c = await findConsignment(ctx.tx, input.deal_id);
    if (!c) return refuse('transport.consignment_not_found');
    const movements = await movementsOf(ctx.tx, c);
    const reached = new Map(movements.map((m) => [m.place, m.at.toISOString()]));
    const here = placesOf(c.legs)[c.position] ?? '';
    return {
      ...showState(c),
      carrier_org_id: c.carrier_org_id,
      position: { place: here, ...located(here) },
      legs: c.legs.map((leg, index) => ({
        from: leg.from,
        to: leg.to,
        from_name: located(leg.from).name,
        to_name: located(leg.to).name,
        from_lat: located(leg.from).lat,
        from_lon: located(leg.from).lon,
        to_lat: located(leg.to).lat,
        to_lon: located(leg.to).lon,
        km: leg.km,
        hours: leg.hours,
        gauge_mm: leg.gauge_mm,
        passed_at: index < c.position ? (reached.get(leg.to) ?? null) : null,
      })),
      events: movements.map((m) => ({
        number: m.number,
        kind: m.kind,
        place: m.place,
        at: m.at.toISOString(),
        note: m.remark,
        details: m.details,
      })),
    };
  },
});

interface Located {
  name: { en: string; zh: string; ru: string };
  lat: number;
  lon: number;
}

function located(code: string): Located {
  const place = findPlace(code);
  return place ? { name: place.name, lat: place.lat, lon: place.lon } : nowhere(code);
}

// A place that left the reference data after booking keeps its code as its name.
function nowhere(code: string): Located {
  return { name: { en: code, zh: code, ru: code }, lat: 0, lon: 0 };
}
