import { route } from '../../platform/index.ts';
import { getDocument } from './get-document.ts';
import { getDocumentPdf } from './get-document-pdf.ts';
import { issueDocumentOfDeal } from './issue-document.ts';
import { listDocuments } from './list-documents.ts';
import { listVerificationKeys } from './list-verification-keys.ts';
import { supersedeDocumentOfDeal } from './supersede-document.ts';
import { lookUpDocument, verifyDocument } from './verify-document.ts';
import { voidDocument } from './void-document.ts';

const tags = ['documents'];
const verifying = ['verification'];

export const routes = [
  route('GET', '/deals/:deal_id/documents', listDocuments, { summary: 'Documents of a deal', tags }),
  route('POST', '/deals/:deal_id/documents', issueDocumentOfDeal, { summary: 'Issue a document', tags }),
  route('GET', '/deals/:deal_id/documents/:document_id', getDocument, {
    summary: 'A document and its signed record',
    tags,
  }),
  route('GET', '/deals/:deal_id/documents/:document_id/pdf', getDocumentPdf, {
    summary: 'A document as PDF',
    tags,
    raw: true,
    per_minute: 120,
  }),
  route('POST', '/deals/:deal_id/documents/:document_id/corrections', supersedeDocumentOfDeal, {
    summary: 'Replace a document by a corrected version',
    tags,
  }),
  route('POST', '/deals/:deal_id/documents/:document_id/voiding', voidDocument, {
    summary: 'Take a document out of force',
    tags,
  }),
  route('POST', '/verify', verifyDocument, {
    summary: 'Say whether a document is authentic',
    tags: verifying,
    per_minute: 60,
  }),
  route('GET', '/verify/:document_id', lookUpDocument, {
    summary: 'What the register says of a document',
    tags: verifying,
    per_minute: 120,
  }),
  route('GET', '/verification-keys', listVerificationKeys, {
    summary: 'Public keys, as a JSON Web Key Set',
    tags: verifying,
  }),
];
