import type { Tx } from './database/tx.ts';
import type { DuckDb } from './duckdb/duckdb.ts';
import type { Outbound, Vault } from './outbound/index.ts';

/**
 * Technical services that use cases reach through `ctx.services`; the composition fills them at start.
 */
export interface Services {
  /** Folder of everything Sauda writes. */
  home: string;
  /** Public address of this installation. */
  public_url: string;
  /** Reads committed public rows, statement by statement, outside of any transaction of a use case. */
  reader: Tx;
  signer: Signer;
  /** Analytical queries over the Parquet files below `home`/statistics. */
  duckdb: DuckDb;
  /** Folder of the operator's connections to banks; undefined: none. */
  bank_dir?: string | undefined;
  /** Folder of official schemas of banks' messages; undefined: none. */
  xsd_dir?: string | undefined;
  /** Calls to servers of others; never made inside of a transaction. */
  outbound: Outbound;
  /** Keeps secrets of others unreadable in the database. */
  vault: Vault;
  /** Kinds of timeline events that some policy waits for. */
  subscribed: ReadonlySet<string>;
}

/** Signs in the name of the platform (Ed25519). */
export interface Signer {
  /** Compact JWS over a JSON payload. `typ` goes into the protected header. */
  sign(payload: object, typ: string): Promise<string>;
  /** The payload if the signature holds, else undefined. */
  verify(jws: string): Promise<object | undefined>;
  /** Public keys as a JSON Web Key Set. */
  jwks(): { keys: object[] };
}
