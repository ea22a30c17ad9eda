import { route } from '../../platform/index.ts';
import { classifyGoods } from './classify-goods.ts';

export const routes = [
  route('GET', '/classification', classifyGoods, {
    summary: 'HS codes for a description of goods in any of the eight languages, with reasons',
    tags: ['nomenclature'],
  }),
];
