import type { Ctx } from '../../platform/index.ts';
import type { ConsignmentState } from './model.ts';
import { awaitedRows } from './store.ts';

/** A consignment that waits for its carrier, and for what. */
export interface AwaitedConsignment {
  action: 'load-consignment' | 'depart-consignment' | 'report-movement' | 'deliver-consignment';
  deal_id: string;
  consignment_id: string;
  note_number: string;
  state: ConsignmentState;
  /** Expected arrival of what is under way. */
  deadline: Date | null;
}

/**
 * What waits for the actor's organisation as carrier: goods to load, to send off or hand over once customs
 * released them, and to report on while they are under way; earliest arrival first.
 */
export async function findAwaitedConsignments(ctx: Ctx, limit: number): Promise<AwaitedConsignment[]> {
  const rows = await awaitedRows(ctx.tx, ctx.actor.org_id, limit);
  return rows.map((row) => ({ ...row, action: actionIn[row.state] ?? 'report-movement' }));
}

const actionIn: Partial<Record<ConsignmentState, AwaitedConsignment['action']>> = {
  booked: 'load-consignment',
  loaded: 'depart-consignment',
  arrived: 'deliver-consignment',
};
