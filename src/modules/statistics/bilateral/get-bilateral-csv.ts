import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase } from '../../../platform/index.ts';
import { toCsv } from '../../../platform/tables/index.ts';
import type { Observation } from '../model.ts';
import { bilateral } from './get-bilateral.ts';
import { PairInput } from './views.ts';

const columns = [
  'period',
  'flow',
  'reporter',
  'partner',
  'exporter',
  'importer',
  'valuation',
  'value',
  'currency',
  'unit',
  'status',
  'preferred',
  'source',
  'source_note',
  'source_url',
  'vintage',
  'rows',
  'file_hash',
] as const satisfies readonly (keyof Observation)[];

/** The bilateral table as a CSV file, one observation a line. Refuses as the table does. */
export const getBilateralCsv = defineUseCase({
  name: 'statistics.get-bilateral-csv',
  kind: 'query',
  permission: 'public',
  input: PairInput,
  output: Type.Object({ content_type: Type.String(), file_name: Type.String(), body: Type.String() }),
  async run(ctx, input) {
    const answer = await bilateral(ctx, input);
    if (isRefusal(answer)) return answer;
    const rows = answer.rows.map((row) => columns.map((column) => row[column]));
    const { reporter, partner, source = 'official', frequency = 'A' } = input;
    return {
      content_type: 'text/csv; charset=utf-8; header=present',
      file_name: `bilateral-${reporter}-${partner}-${source}-${frequency}.csv`,
      body: toCsv(columns, rows),
    };
  },
});
