import type { Module, Tx } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { upsertHoldings } from './store.ts';

export { countHolding } from './count-holding.ts';
export { issueStock } from './issue-stock.ts';
export { listHoldings } from './list-holdings.ts';
export { type LinePosition, type Location, locations } from './model.ts';
export { receiveInBond } from './receive-in-bond.ts';
export { receiveStock } from './receive-stock.ts';
export { releaseReservation } from './release-reservation.ts';
export { reserveStock } from './reserve-stock.ts';
export { returnStock } from './return-stock.ts';
export { showStock, stockPosition } from './stock-position.ts';
export { type StockFault, verifyStock } from './verify-stock.ts';

/** Sets what organisations have on hand, many in one statement; reservations stay. For the simulator. */
export function setHoldings(
  tx: Tx,
  rows: readonly { org_id: string; listing_id: string; unit: string; on_hand: string }[],
  at: Date,
): Promise<number> {
  return upsertHoldings(tx, rows, at);
}

/** Stock of deals as a ledger, and what organisations hold. */
export const warehousing: Module = {
  name: 'warehousing',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
