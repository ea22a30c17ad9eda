import type { Tx } from '../../platform/index.ts';
import type { Terms } from '../deals/index.ts';
import type { FrameState, Tier } from './model.ts';
import { changesOf, type PriceChangeRow } from './store-prices.ts';

export interface FrameRow {
  seller_org_id: string;
  frame_id: string;
  buyer_org_id: string;
  basis_deal_id: string;
  title: string;
  lot: Terms;
  tiers: Tier[];
  frame_hash: string;
  lots_total: number;
  lots_called: number;
  valid_until: Date;
  state: FrameState;
  proposed_by: 'buyer' | 'seller';
  version: number;
  proposed_at: Date;
}

const columns = `org_id as seller_org_id, frame_id, buyer_org_id, basis_deal_id, title, lot, tiers, frame_hash,
  lots_total, lots_called, valid_until, state, proposed_by, version, proposed_at`;

export async function insertFrame(tx: Tx, row: Omit<FrameRow, 'lots_called' | 'version'>): Promise<void> {
  await tx.run(
    `insert into agreements.frame (org_id, frame_id, buyer_org_id, basis_deal_id, title, lot, tiers, frame_hash,
       lots_total, lots_called, valid_until, state, proposed_by, version, proposed_at, changed_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, 0, $10, $11, $12, 1, $13, $13, array[$1, $3]::uuid[])`,
    [
      row.seller_org_id,
      row.frame_id,
      row.buyer_org_id,
      row.basis_deal_id,
      row.title,
      row.lot,
      JSON.stringify(row.tiers),
      row.frame_hash,
      row.lots_total,
      row.valid_until,
      row.state,
      row.proposed_by,
      row.proposed_at,
    ],
  );
}

/** A frame that the actor's firm is a side of; locked in commands. What is held is its proposer's alone. */
export function findFrame(tx: Tx, frame_id: string, lock: boolean): Promise<FrameRow | undefined> {
  return tx.maybe<FrameRow>(
    `select ${columns} from agreements.frame where frame_id = $1${lock ? ' for update' : ''}`,
    [frame_id],
  );
}

export function pageOfFrames(
  tx: Tx,
  org_id: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<(FrameRow & { changes: PriceChangeRow[] })[]> {
  return tx.rows<FrameRow & { changes: PriceChangeRow[] }>(
    `select ${columns}, ${changesOf} as changes from agreements.frame f
     where $1::uuid = any (parties)
       and (state <> 'held' or (case proposed_by when 'buyer' then buyer_org_id else org_id end) = $1::uuid)
       and ($2::timestamptz is null or (proposed_at, frame_id) < ($2::timestamptz, $3::uuid))
     order by proposed_at desc, frame_id desc limit $4`,
    [org_id, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** False: somebody else was faster. */
export async function moveFrame(
  tx: Tx,
  frame: Pick<FrameRow, 'seller_org_id' | 'frame_id' | 'version'>,
  state: FrameState,
  at: Date,
): Promise<boolean> {
  const changed = await tx.run(
    `update agreements.frame set state = $4, version = version + 1, changed_at = $5
     where org_id = $1 and frame_id = $2 and version = $3`,
    [frame.seller_org_id, frame.frame_id, frame.version, state, at],
  );
  return changed === 1;
}

/** Takes lots, never more than there are. False: not enough are left, or it is not in force. */
export async function takeLots(
  tx: Tx,
  frame: Pick<FrameRow, 'seller_org_id' | 'frame_id'>,
  lots: number,
  at: Date,
): Promise<boolean> {
  const changed = await tx.run(
    `update agreements.frame set lots_called = lots_called + $3, changed_at = $4
     where org_id = $1 and frame_id = $2 and state = 'active' and valid_until > $4 and lots_called + $3 <= lots_total`,
    [frame.seller_org_id, frame.frame_id, lots, at],
  );
  return changed === 1;
}

export async function insertCall(
  tx: Tx,
  row: { deal_id: string; frame: FrameRow; lots: number; at: Date },
): Promise<void> {
  await tx.run(
    `insert into agreements.call_off (deal_id, seller_org_id, frame_id, lots, given_back, called_at, parties)
     values ($1, $2, $3, $4, false, $5, array[$2, $6]::uuid[])`,
    [row.deal_id, row.frame.seller_org_id, row.frame.frame_id, row.lots, row.at, row.frame.buyer_org_id],
  );
}

/** Puts back what a deal holds; nothing the second time. Returns the number of lots. */
export async function giveBack(tx: Tx, deal_id: string): Promise<number> {
  const held = await tx.maybe<{ seller_org_id: string; frame_id: string; lots: number }>(
    `update agreements.call_off set given_back = true where deal_id = $1 and not given_back
     returning seller_org_id, frame_id, lots`,
    [deal_id],
  );
  if (!held) return 0;
  await tx.run(
    'update agreements.frame set lots_called = lots_called - $3 where org_id = $1 and frame_id = $2',
    [held.seller_org_id, held.frame_id, held.lots],
  );
  return held.lots;
}
