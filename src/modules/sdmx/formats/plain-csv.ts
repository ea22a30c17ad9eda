import { csvLine } from '../../../platform/tables/index.ts';
import type { TradeFact } from '../../statistics/index.ts';
import { columns } from './columns.ts';

/** Plain CSV (RFC 4180, UTF-8): one fact a line, all columns, with a header. */
export async function* toPlainCsv(batches: AsyncIterable<readonly TradeFact[]>): AsyncGenerator<string> {
  yield csvLine(columns.map((c) => c.name));
  for await (const batch of batches) {
    let lines = '';
    for (const fact of batch) lines += csvLine(columns.map((c) => c.value(fact)));
    yield lines;
  }
}
