import { createHash } from 'node:crypto';
import pg from 'pg';
import { assert, type Refusal } from '../../kernel/refusal.ts';

// int8 never becomes a float; a date stays the calendar day it is.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** What a use case may do with the database inside its transaction. */
export interface Tx {
  rows<R>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Asserts exactly one row. */
  one<R>(sql: string, params?: readonly unknown[]): Promise<R>;
  /** One row or none. */
  maybe<R>(sql: string, params?: readonly unknown[]): Promise<R | undefined>;
  /** Number of rows changed. */
  run(sql: string, params?: readonly unknown[]): Promise<number>;
  /**
   * Work whose answer nobody waits for before the commit, with which it travels. When it fails, so does the
   * transaction; `meaning` says which refusal that failure stands for, if it stands for one.
   */
  later(work: Promise<unknown>, meaning?: Meaning): void;
  /** `work` is done once the transaction is committed, and never when it is not. */
  committed(work: () => void): void;
}

/** What a failed statement says to whoever asked for it; undefined: it is a fault. */
export type Meaning = (failure: pg.DatabaseError) => Refusal | undefined;

/** Work that a transaction was given for later. */
export interface Due {
  work: Promise<unknown>;
  meaning: Meaning | undefined;
}

type Queryable = Pick<pg.ClientBase, 'query'>;

const NAMED_LIMIT = 2000;
const names = new Map<string, string>();

/** Statements are prepared once per connection under a name derived from their text. */
function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known || names.size >= NAMED_LIMIT) return known;
  const name = createHash('sha1').update(sql).digest('hex').slice(0, 20);
  names.set(sql, name);
  return name;
}

/** Statements sent since the process started; tests count with it. */
export const statements = { count: 0 };

/** Whoever commits waits for what is in `due` and does what is in `after` then. Without `due` nothing can be left for later. */
export function txOn(client: Queryable, after: (() => void)[] = [], due?: Due[]): Tx {
  const query = async <R>(
    sql: string,
    params: readonly unknown[] | undefined,
  ): Promise<{ rows: R[]; rowCount: number }> => {
    statements.count += 1;
    const result = params
      ? await client.query({ name: nameOf(sql), text: sql, values: [...params] })
      : await client.query(sql);
    return { rows: result.rows, rowCount: result.rowCount ?? 0 };
  };
  return {
    rows: async <R>(sql: string, params?: readonly unknown[]) => (await query<R>(sql, params)).rows,
    one: async <R>(sql: string, params?: readonly unknown[]) => {
      const { rows } = await query<R>(sql, params);
      const [row] = rows;
      assert(
        rows.length === 1 && row !== undefined,
        `one row expected, ${rows.length} came: ${sql.slice(0, 120)}`,
      );
      return row;
    },
    maybe: async <R>(sql: string, params?: readonly unknown[]) => {
      const { rows } = await query<R>(sql, params);
      assert(rows.length <= 1, `at most one row expected, ${rows.length} came: ${sql.slice(0, 120)}`);
      return rows[0];
    },
    run: async (sql: string, params?: readonly unknown[]) => (await query(sql, params)).rowCount,
    later: (work, meaning) => {
      assert(due, 'only what is committed can be left for later');
      work.catch(() => undefined);
      due.push({ work, meaning });
    },
    committed: (work) => void after.push(work),
  };
}
