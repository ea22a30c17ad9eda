import { route } from '../../platform/index.ts';
import { askLimit } from './check-limit.ts';
import { importParcels } from './import-parcels.ts';
import { listLots, receiveLot } from './keep-lots.ts';
import { listModes } from './list-modes.ts';
import { getListFile, listParcels } from './list-parcels.ts';
import { registerParcel } from './register-parcels.ts';
import { listSummaries, sumUpMonth, viewSummary } from './sum-up-month.ts';
import { voidParcel } from './void-parcel.ts';

const tags = ['parcels'];

export const routes = [
  route('POST', '/parcel-limits', askLimit, {
    summary: 'What a person in a country is asked for a parcel; nothing is kept',
    tags,
  }),
  route('GET', '/parcels', listParcels, { summary: 'Your parcels, newest first', tags }),
  route('GET', '/parcels/list-file', getListFile, { summary: 'The list of a month as CSV', tags, raw: true }),
  route('POST', '/parcels', registerParcel, { summary: 'Register a parcel', tags }),
  route('POST', '/parcels/:parcel_id/void', voidParcel, {
    summary: 'Take a parcel out of its list',
    tags,
  }),
  route('GET', '/parcel-modes', listModes, { summary: 'E-commerce modes and what each demands', tags }),
  route('POST', '/parcels/import', importParcels, { summary: 'Register the parcels of a table', tags }),
  route('GET', '/parcel-lots', listLots, { summary: 'Goods in overseas warehouses and in bond', tags }),
  route('POST', '/parcel-lots', receiveLot, { summary: 'Goods have come into such a warehouse', tags }),
  route('GET', '/parcel-summaries', listSummaries, { summary: 'Summary declarations', tags }),
  route('POST', '/parcel-summaries', sumUpMonth, { summary: 'Sum up the lists of a month', tags }),
  route('GET', '/parcel-summaries/:summary_id', viewSummary, {
    summary: 'A summary declaration, counted anew',
    tags,
  }),
];
