import { DuckDBInstance } from '@duckdb/node-api';
import { checkStatement, engineWords } from './check-statement.ts';
import type { SqlAnswer, SqlJob } from './run-statement.ts';

/**
 * One statement in a process of its own, so that whatever it does to the engine ends with it. The job comes as JSON
 * on standard input, the answer goes as JSON to standard output. Nothing of the server is in this process: no
 * secrets in the environment, no connection to the database.
 */
async function run(job: SqlJob): Promise<SqlAnswer> {
  const instance = await DuckDBInstance.create(job.database, {
    access_mode: 'READ_ONLY',
    memory_limit: `${job.memory_mb}MiB`,
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  // Nothing is spilled to disk, no file is reached but the snapshot, and none of this can be changed any more.
  await connection.run(`set temp_directory = ''`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  const begin = performance.now();
  const serialized = await connection.runAndReadAll('select json_serialize_sql(?::varchar)', [job.sql]);
  const refused = checkStatement(String(serialized.getRows()[0]?.[0]));
  if (refused) return refused;
  try {
    const result = await connection.stream(job.sql);
    const columns = result.columnNames().map((name, at) => ({ name, type: String(result.columnType(at)) }));
    const rows: unknown[][] = [];
    let size = 0;
    let truncated = false;
    for await (const chunk of result.yieldRowsJson()) {
      for (const row of chunk) {
        size += JSON.stringify(row).length;
        truncated = rows.length >= job.max_rows || size > job.max_bytes;
        if (truncated) break;
        rows.push(row);
      }
      if (truncated) break;
    }
    return { columns, rows, truncated, elapsed_ms: Math.round(performance.now() - begin) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/^Out of Memory/i.test(message)) return { stopped: 'memory' };
    return { refused: 'syntax', reason: engineWords(message) };
  }
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const answer = await run(JSON.parse(text) as SqlJob);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
