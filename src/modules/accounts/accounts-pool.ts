import pg from 'pg';
import { outliveConnections } from '../../platform/database/database.ts';

const POOL_SIZE = 4;

/** Connections that see only the tables of accounts, under the role that may. */
export function openAccountsPool(systemUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: systemUrl,
    options: '-c search_path=accounts',
    application_name: 'sauda accounts',
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 10_000,
  });
  outliveConnections(pool);
  return pool;
}
