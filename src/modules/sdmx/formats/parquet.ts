import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { TradeFact } from '../../statistics/index.ts';

const GROUP_ROWS = 10_000;

interface ParquetColumn {
  name: string;
  type: 'STRING' | 'INT64' | 'INT32' | 'BOOLEAN' | 'DOUBLE';
  value(fact: TradeFact): unknown;
}

const shown = (f: TradeFact): boolean => f.status !== 'confidential';

/** The value stands exactly, as a whole number with its decimals; `value` is the same as a double. */
const parquetColumns: readonly ParquetColumn[] = [
  { name: 'period', type: 'STRING', value: (f) => f.period },
  { name: 'frequency', type: 'STRING', value: (f) => f.frequency },
  { name: 'reporter', type: 'STRING', value: (f) => f.reporter },
  { name: 'partner', type: 'STRING', value: (f) => f.partner },
  { name: 'flow', type: 'STRING', value: (f) => f.flow },
  { name: 'commodity', type: 'STRING', value: (f) => f.commodity },
  { name: 'value', type: 'DOUBLE', value: (f) => (shown(f) ? Number(f.value) / 10 ** f.places : null) },
  { name: 'value_units', type: 'INT64', value: (f) => (shown(f) ? f.value : null) },
  { name: 'decimals', type: 'INT32', value: (f) => f.places },
  { name: 'currency', type: 'STRING', value: (f) => f.currency },
  { name: 'net_weight_g', type: 'INT64', value: (f) => (shown(f) ? f.net_weight_g : null) },
  { name: 'weight_imputed', type: 'BOOLEAN', value: (f) => f.weight_imputed },
  { name: 'quantity_milli', type: 'INT64', value: (f) => (shown(f) ? f.quantity_milli : null) },
  { name: 'unit', type: 'STRING', value: (f) => f.unit },
  { name: 'status', type: 'STRING', value: (f) => f.status },
  { name: 'source', type: 'STRING', value: (f) => f.source },
  { name: 'hs_edition', type: 'STRING', value: (f) => f.hs_edition },
  { name: 'vintage', type: 'STRING', value: (f) => f.vintage },
  { name: 'rows', type: 'INT32', value: (f) => f.rows },
  { name: 'file_hash', type: 'STRING', value: (f) => f.file_hash },
  { name: 'source_url', type: 'STRING', value: (f) => f.source_url },
  { name: 'converted', type: 'STRING', value: (f) => f.converted },
];

/** Facts as one Parquet file, written in row groups as they come; memory holds one group. */
export async function* toParquet(batches: AsyncIterable<readonly TradeFact[]>): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter(1 << 20);
  const schema = schemaFromColumnData({ columnData: columnsOf([]) });
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'sauda' });
  // What was written leaves the buffer; the writer goes on counting from the beginning of the file.
  const take = (): Uint8Array => {
    const chunk = bytes.getBytes().slice();
    bytes.index = 0;
    return chunk;
  };
  let group: TradeFact[] = [];
  for await (const batch of batches) {
    group.push(...batch);
    if (group.length < GROUP_ROWS) continue;
    await writer.write({ columnData: columnsOf(group), rowGroupSize: group.length });
    group = [];
    yield take();
  }
  if (group.length > 0) await writer.write({ columnData: columnsOf(group), rowGroupSize: group.length });
  await writer.finish();
  yield take();
}

function columnsOf(facts: readonly TradeFact[]) {
  return parquetColumns.map(({ name, type, value }) => ({
    name,
    type,
    nullable: true,
    data: facts.map(value),
  }));
}
