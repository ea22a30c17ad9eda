import type { Tx } from '../../platform/index.ts';
import { unbalancedLines, unsoundHoldings, unsoundLines } from './store.ts';

export interface StockFault {
  fault: 'below_nothing' | 'units_mixed' | 'reservation_differs';
  where: string;
  found: string;
}

/**
 * Whether the books of stock hold, over the whole store: nothing lies below nothing, one unit per line, and
 * what holdings have reserved is what deals have reserved of them. No faults in sound books. For the system.
 */
export async function verifyStock(tx: Tx): Promise<StockFault[]> {
  const [below, mixed, holdings] = [
    await unsoundLines(tx),
    await unbalancedLines(tx),
    await unsoundHoldings(tx),
  ];
  return [
    ...below.map(
      (b): StockFault => ({
        fault: 'below_nothing',
        where: `deal ${b.deal_id} line ${b.line} at ${b.location}`,
        found: b.quantity,
      }),
    ),
    ...mixed.map(
      (m): StockFault => ({
        fault: 'units_mixed',
        where: `deal ${m.deal_id} line ${m.line}`,
        found: `${m.units} units`,
      }),
    ),
    ...holdings.map(
      (h): StockFault => ({
        fault: 'reservation_differs',
        where: `organisation ${h.org_id} listing ${h.listing_id}`,
        found: `${h.reserved} reserved, ${h.in_deals} in deals`,
      }),
    ),
  ];
}
