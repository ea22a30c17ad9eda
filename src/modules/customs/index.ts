import type { Module } from '../../platform/index.ts';
import { PROCESS_QUEUE } from './lodge-declaration.ts';
import { processJob } from './process-declaration.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { correctDeclaration } from './correct-declaration.ts';
export { decideDeclaration, officerReasons } from './decide-declaration.ts';
export { draftDeclaration, draftDeclarationOfDeal } from './draft-declaration.ts';
export { type AwaitedDeclaration, findAwaitedDeclarations } from './find-awaiting.ts';
export { findDeclarations } from './find-declarations.ts';
export { getDeclaration, listDeclarations } from './list-declarations.ts';
export { listQueue } from './list-queue.ts';
export { lodgeDeclaration } from './lodge-declaration.ts';
export type { Declaration, DeclarationState, Direction, Invoice, Lane, PresentedDocument } from './model.ts';
export { processDeclaration } from './process-declaration.ts';
export { recordPayment } from './record-payment.ts';
export { type ReleasedItem, type ReleasedMark, releasedDeclarations } from './released-declarations.ts';
export { requiredDocuments } from './required-documents.ts';
export { supplyRate } from './supply-rate.ts';
export { cancelDeclarations, cancelDeclarationsOfDeal, withdrawDeclaration } from './withdraw-declaration.ts';

/** Declarations to the customs authorities of both sides. */
export const customs: Module = {
  name: 'customs',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [{ queue: PROCESS_QUEUE, handler: processJob }],
};
