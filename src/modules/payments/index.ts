import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';

export { postAll, postTransfers } from './post-transfers.ts';
export type {
  MoveRequest,
  ResolveRequest,
  ReverseRequest,
  Transfer,
  TransferRequest,
  TransferResult,
} from './transfer.ts';
export { type LedgerReport, verifyLedger } from './verify-ledger.ts';

export const payments: Module = {
  name: 'payments',
  migrations: new URL('./migrations/', import.meta.url),
  routes: [],
  refusals,
};
