import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { documentsForCustoms, type InvoiceFacts, type PresentedFacts } from './documents-for-customs.ts';
export { findDocuments } from './find-documents.ts';
export { getDocument } from './get-document.ts';
export { getDocumentPdf } from './get-document-pdf.ts';
export { issueDocument, issueDocumentOfDeal, issueDocuments, type WantedDocument } from './issue-document.ts';
export { listDocuments } from './list-documents.ts';
export { listVerificationKeys } from './list-verification-keys.ts';
export {
  type DocumentFacts,
  type DocumentKind,
  type DocumentState,
  documentKinds,
  type TradeDocument,
} from './model.ts';
export { renderDocument } from './render-document.ts';
export { shareDocuments } from './share-documents.ts';
export { supersedeDocument, supersedeDocumentOfDeal } from './supersede-document.ts';
export type { SuppliedFacts } from './supplied-facts.ts';
export { type Verdict, type Verification, verifyFile, verifyJws } from './verify.ts';
export { lookUpDocument, verifyDocument } from './verify-document.ts';
export { voidDocument } from './void-document.ts';

/** Trade documents: composed from the deal, signed, drawn as PDF, verifiable by anybody. */
export const documents: Module = {
  name: 'documents',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
