import { DuckDBInstance } from '@duckdb/node-api';
import { sqlText } from '../../../platform/index.ts';
import type { SnapshotJob } from './snapshot.ts';

/** Makes a snapshot out of facts in Parquet and small lists, in a process of its own. The job comes on standard input. */
async function build({ facts, database, lists }: SnapshotJob): Promise<void> {
  const instance = await DuckDBInstance.create(database, { memory_limit: '512MiB', threads: '2' });
  const connection = await instance.connect();
  for (const [name, { columns, rows }] of Object.entries(lists)) {
    await connection.run(`create table ${name} (${columns.map((c) => `${c} varchar`).join(', ')})`);
    const appender = await connection.createAppender(name);
    for (const row of rows) {
      for (const cell of row) {
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(cell);
      }
      appender.endRow();
    }
    appender.closeSync();
  }
  // Exact: a whole number times a power of ten. Sources print at most three decimals and at least ten thousands.
  const select = `select period, cast(substr(period, 1, 4) as smallint) as year,
      cast(nullif(substr(period, 6, 2), '') as tinyint) as month, frequency, reporter, partner, flow, commodity,
      cast(case when commodity = 'TOTAL' then 0 else length(commodity) end as tinyint) as level,
      cast(value_units as decimal(27, 0)) * cast(power(10, -decimals) as decimal(10, 3)) as value, currency,
      cast(net_weight_g as decimal(20, 0)) * cast(0.001 as decimal(4, 3)) as net_weight_kg, weight_imputed,
      cast(quantity_milli as decimal(20, 0)) * cast(0.001 as decimal(4, 3)) as quantity, unit, status, source,
      hs_edition, vintage, rows, file_hash, source_url, converted
    from read_parquet(${sqlText(facts)})`;
  const demo = `source in (select source from vintages where demo = 'yes')`;
  const order = 'order by source, reporter, partner, flow, commodity, period';
  await connection.run(`create table trade as ${select} where not (${demo}) ${order}`);
  await connection.run(`create table demonstration as ${select} where ${demo} ${order}`);
  await connection.run('checkpoint');
  connection.closeSync();
  instance.closeSync();
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
await build(JSON.parse(text) as SnapshotJob);
