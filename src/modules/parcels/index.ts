import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export {
  askLimit,
  basisFor,
  ChannelSchema,
  checkAgainst,
  type LimitCheck,
  LimitCheckSchema,
} from './check-limit.ts';
export { importParcels } from './import-parcels.ts';
export { listLots, receiveLot } from './keep-lots.ts';
export { getListFile, listParcels } from './list-parcels.ts';
export { MOST_ITEMS, StoredVerdict, TransportSchema } from './model.ts';
export { registerParcel } from './register-parcels.ts';
export { listSummaries, sumUpMonth, viewSummary } from './sum-up-month.ts';
export { voidParcel } from './void-parcel.ts';

/** Small parcels to persons under China's e-commerce modes. */
export const parcels: Module = {
  name: 'parcels',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
