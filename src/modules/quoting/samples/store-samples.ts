import type { Currency } from '../../../kernel/money.ts';
import type { Tx } from '../../../platform/index.ts';
import type { SampleState } from './sample-model.ts';

export interface SampleRow {
  sample_id: string;
  line: number;
  quantity: string;
  unit: string;
  price_amount: bigint | null;
  price_currency: Currency | null;
  note: string | null;
  state: SampleState;
  version: number;
  carrier: string | null;
  tracking_number: string | null;
  remark: string | null;
  requested_at: Date;
  changed_at: Date;
}

const columns = `sample_id, line, quantity, unit, price_amount, price_currency, note, state, version, carrier,
  tracking_number, remark, requested_at, changed_at`;

export function selectSamples(tx: Tx, deal_id: string): Promise<SampleRow[]> {
  return tx.rows<SampleRow>(
    `select ${columns} from quoting.sample where deal_id = $1 order by requested_at, sample_id limit 50`,
    [deal_id],
  );
}

export function findSample(tx: Tx, deal_id: string, sample_id: string): Promise<SampleRow | undefined> {
  return tx.maybe<SampleRow>(`select ${columns} from quoting.sample where deal_id = $1 and sample_id = $2`, [
    deal_id,
    sample_id,
  ]);
}

export async function insertSample(
  tx: Tx,
  deal_id: string,
  row: Pick<
    SampleRow,
    'sample_id' | 'line' | 'quantity' | 'unit' | 'price_amount' | 'price_currency' | 'note'
  >,
  at: Date,
  parties: readonly string[],
): Promise<void> {
  await tx.run(
    `insert into quoting.sample (deal_id, sample_id, line, quantity, unit, price_amount, price_currency, note, state,
       version, requested_at, changed_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', 1, $9, $9, $10::uuid[])`,
    [
      deal_id,
      row.sample_id,
      row.line,
      row.quantity,
      row.unit,
      row.price_amount,
      row.price_currency,
      row.note,
      at,
      parties,
    ],
  );
}

/** False: somebody else was faster. */
export async function moveSample(
  tx: Tx,
  deal_id: string,
  change: {
    sample_id: string;
    version: number;
    state: SampleState;
    carrier: string | null;
    tracking_number: string | null;
    remark: string | null;
    at: Date;
  },
): Promise<boolean> {
  const changed = await tx.run(
    `update quoting.sample set state = $4, version = version + 1, carrier = coalesce($5, carrier),
       tracking_number = coalesce($6, tracking_number), remark = coalesce($7, remark), changed_at = $8
     where deal_id = $1 and sample_id = $2 and version = $3`,
    [
      deal_id,
      change.sample_id,
      change.version,
      change.state,
      change.carrier,
      change.tracking_number,
      change.remark,
      change.at,
    ],
  );
  return changed === 1;
}
