import { route } from '../../platform/index.ts';
import { assessImport } from './assess-import.ts';
import { getTariff } from './get-tariff.ts';

const tags = ['landed cost'];

export const routes = [
  route('POST', '/landed-cost/assess', assessImport, {
    summary: 'Duty, excise, VAT and fees of an import, with rule, source and date of each',
    tags,
  }),
  route('GET', '/landed-cost/tariffs/:country/:code', getTariff, {
    summary: 'Rules on file for a code in a country on a day',
    tags,
  }),
];
