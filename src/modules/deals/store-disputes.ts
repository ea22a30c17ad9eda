import type { Tx } from '../../platform/index.ts';
import type { Deal } from './model.ts';

export interface DisputeRow {
  dispute_id: string;
  reason: string;
  description: string;
  claim_amount: bigint;
  currency: string;
  to_buyer_amount: bigint | null;
  resolution: string | null;
  opened_at: Date;
  resolved_at: Date | null;
}

export async function insertDispute(tx: Tx, deal: Deal, d: DisputeRow): Promise<void> {
  await tx.run(
    `insert into deals.dispute (deal_id, dispute_id, reason, description, claim_amount, currency, opened_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8::uuid[])`,
    [
      deal.deal_id,
      d.dispute_id,
      d.reason,
      d.description,
      d.claim_amount,
      d.currency,
      d.opened_at,
      deal.parties,
    ],
  );
}

export function openDispute(tx: Tx, deal_id: string): Promise<DisputeRow | undefined> {
  return tx.maybe<DisputeRow>(
    `select dispute_id, reason, description, claim_amount, currency, to_buyer_amount, resolution, opened_at, resolved_at
     from deals.dispute where deal_id = $1 and resolved_at is null`,
    [deal_id],
  );
}

export async function resolveDisputeRow(
  tx: Tx,
  deal_id: string,
  dispute_id: string,
  r: { to_buyer_amount: bigint; resolution: string; at: Date; by: string },
): Promise<void> {
  await tx.run(
    `update deals.dispute set to_buyer_amount = $3, resolution = $4, resolved_at = $5, resolved_by = $6
     where deal_id = $1 and dispute_id = $2 and resolved_at is null`,
    [deal_id, dispute_id, r.to_buyer_amount, r.resolution, r.at, r.by],
  );
}
