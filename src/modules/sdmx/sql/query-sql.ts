import { setTimeout as after } from 'node:timers/promises';
import { Type } from 'typebox';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { openGate } from '../../../platform/duckdb/gate.ts';
import { type Ctx, defineUseCase } from '../../../platform/index.ts';
import { runStatement, type SqlRows, sqlLimits } from './run-statement.ts';
import { currentSnapshot } from './snapshot.ts';

const SQL_LENGTH = 20_000;
const AT_ONCE = 2;
const WAITING = 8;
/** How long a question waits for a snapshot that is being made. */
const PATIENCE_MS = 8_000;

class Busy extends Error {}
const gate = openGate(AT_ONCE, WAITING, () => new Busy());

/**
 * One SELECT over the snapshot of the store: at most 10 seconds, 256 MB, 10 000 rows and 8 MB of answer; two at a
 * time. Refuses with sdmx.sql_refused, sql_too_long, sql_too_large, sql_preparing, platform.overloaded.
 */
export async function answerSql(
  ctx: Ctx,
  sql: string,
  options: { wait?: boolean; progress?: (facts: number) => void } = {},
): Promise<Outcome<SqlRows & { snapshot: string }>> {
  const { ready, fingerprint } = await currentSnapshot(ctx, options.progress);
  const file = options.wait
    ? await ready
    : await Promise.race([ready, after(PATIENCE_MS, undefined, { ref: false })]);
  if (file === undefined) return refuse('sdmx.sql_preparing');
  try {
    const answer = await gate(() => runStatement(file, sql));
    if ('refused' in answer) return refuse('sdmx.sql_refused', { reason: answer.reason });
    if ('stopped' in answer)
      return answer.stopped === 'time'
        ? refuse('sdmx.sql_too_long', { seconds: sqlLimits.time_ms / 1000 })
        : refuse('sdmx.sql_too_large', { megabytes: sqlLimits.memory_mb });
    return { ...answer, snapshot: fingerprint };
  } catch (error) {
    if (error instanceof Busy) return refuse('platform.overloaded');
    throw error;
  }
}

export const querySql = defineUseCase({
  name: 'sdmx.query-sql',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { sql: Type.String({ minLength: 1, maxLength: SQL_LENGTH }) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
    rows: Type.Array(Type.Array(Type.Unknown())),
    truncated: Type.Boolean(),
    elapsed_ms: Type.Integer(),
    snapshot: Type.String(),
  }),
  run: (ctx, { sql }) => answerSql(ctx, sql),
});
