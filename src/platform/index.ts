/** The public face of the platform for modules. */
export type { Actor, Role } from './actor.ts';
export { publicActor, roles, systemActor } from './actor.ts';
export { takeTurn } from './database/take-turn.ts';
export type { Tx } from './database/tx.ts';
export { type DuckDb, DuckDbBusy, type DuckDbParameter, DuckDbTimeout } from './duckdb/duckdb.ts';
export { sqlText } from './duckdb/sql-text.ts';
export { openWorkbench, type Session, type Workbench } from './duckdb/workbench.ts';
export { fileHash, keepFile, PARTIAL, type ParquetTable } from './duckdb/write-parquet.ts';
export {
  detectKind,
  detectTable,
  type EncodedPicture,
  encodePicture,
  type FileKind,
  readStoredFile,
  removeStoredFile,
  storeFile,
  type TableKind,
  unnamedFilesQueue,
} from './files/index.ts';
export type { Log } from './log.ts';
export type { Outbound, OutboundAnswer, OutboundCall, Vault } from './outbound/index.ts';
export {
  DEFAULT_LIMIT,
  decodeCursor,
  encodeCursor,
  idPlace,
  isInstant,
  pageInput,
  pageOf,
  timePlace,
  toPage,
} from './page.ts';
export * from './schema.ts';
export type { Services, Signer } from './services.ts';
export type {
  AnyJob,
  Ctx,
  Foreseen,
  Foresight,
  InTransaction,
  Job,
  LoadedSet,
  Module,
  RawBody,
  RefusalTable,
  Route,
  UseCase,
} from './use-case.ts';
export { defineRefusals, defineUseCase, route } from './use-case.ts';
export { WatchedClock } from './watched-clock.ts';
