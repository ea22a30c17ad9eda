import { route } from '../../platform/index.ts';
import { correctDeclaration } from './correct-declaration.ts';
import { decideDeclaration } from './decide-declaration.ts';
import { getDeclaration, listDeclarations } from './list-declarations.ts';
import { listQueue } from './list-queue.ts';
import { lodgeDeclaration } from './lodge-declaration.ts';
import { supplyRate } from './supply-rate.ts';
import { withdrawDeclaration } from './withdraw-declaration.ts';

const tags = ['customs'];
const one = '/deals/:deal_id/declarations/:declaration_id';

export const routes = [
  route('GET', '/deals/:deal_id/declarations', listDeclarations, {
    summary: 'Declarations of a deal with checks, assessment and lane',
    tags,
  }),
  route('GET', one, getDeclaration, { summary: 'One declaration', tags }),
  route('POST', `${one}/lodging`, lodgeDeclaration, { summary: 'Lodge a declaration', tags }),
  route('POST', `${one}/corrections`, correctDeclaration, {
    summary: 'Correct a refused declaration and lodge it again',
    tags,
  }),
  route('POST', `${one}/withdrawal`, withdrawDeclaration, { summary: 'Take a declaration back', tags }),
  route('POST', `${one}/decisions`, decideDeclaration, {
    summary: 'Inspect, accept or refuse a declaration (customs officer)',
    tags,
  }),
  route('POST', `${one}/rates`, supplyRate, {
    summary: 'Supply an amount for which no rate is on file, with a reason (customs officer)',
    tags,
  }),
  route('GET', '/declarations', listQueue, {
    summary: 'Declarations at the officer’s own authority, oldest deadline first',
    tags,
  }),
];
