import { type Static, Type } from 'typebox';
import { Instant, Nullable, Uuid } from '../../platform/index.ts';
import type { Consignment } from './model.ts';
import { placesOf } from './model.ts';

/** What a command answers: where the consignment is now. */
export const ConsignmentState = Type.Object({
  deal_id: Uuid,
  consignment_id: Uuid,
  state: Type.String(),
  version: Type.Integer(),
  mode: Type.String(),
  route_id: Type.String(),
  note_kind: Type.String(),
  note_number: Type.String(),
  units: Type.Array(Type.String()),
  place: Type.String(),
  eta: Nullable(Instant),
  cleared_for_export: Type.Boolean(),
  cleared_for_import: Type.Boolean(),
});

export function showState(c: Consignment): Static<typeof ConsignmentState> {
  return {
    deal_id: c.deal_id,
    consignment_id: c.consignment_id,
    state: c.state,
    version: c.version,
    mode: c.mode,
    route_id: c.route_id,
    note_kind: c.note_kind,
    note_number: c.note_number,
    units: c.units,
    place: placesOf(c.legs)[c.position] ?? '',
    eta: c.eta?.toISOString() ?? null,
    cleared_for_export: c.cleared_for_export,
    cleared_for_import: c.cleared_for_import,
  };
}
