import type { DocumentFacts, DocumentKind } from '../model.ts';
import { composeCertificate } from './certificate.ts';
import { composeCertificateOfOrigin } from './certificate-of-origin.ts';
import { composeCmrNote } from './cmr-note.ts';
import { composeCommercialInvoice } from './commercial-invoice.ts';
import { composeContract } from './contract.ts';
import { composeDeclarationPrintout } from './declaration-printout.ts';
import { composePackingList } from './packing-list.ts';
import { composeSmgsNote } from './smgs-note.ts';
import type { FormSources } from './sources.ts';

export type { AttachedDocument, FormSources } from './sources.ts';

interface Form {
  compose(sources: FormSources): DocumentFacts;
  /** Typst file beside this one. */
  template: string;
}

/** How each kind is composed from the deal, and which template draws it. */
export const forms: Record<DocumentKind, Form> = {
  contract: { compose: composeContract, template: 'contract.typ' },
  commercial_invoice: { compose: composeCommercialInvoice, template: 'commercial-invoice.typ' },
  packing_list: { compose: composePackingList, template: 'packing-list.typ' },
  certificate_of_origin: { compose: composeCertificateOfOrigin, template: 'certificate-of-origin.typ' },
  smgs_note: { compose: composeSmgsNote, template: 'smgs-note.typ' },
  cmr_note: { compose: composeCmrNote, template: 'cmr-note.typ' },
  certificate_of_conformity: { compose: composeCertificate, template: 'certificate.typ' },
  phytosanitary_certificate: { compose: composeCertificate, template: 'certificate.typ' },
  export_declaration: { compose: composeDeclarationPrintout, template: 'declaration-printout.typ' },
  import_declaration: { compose: composeDeclarationPrintout, template: 'declaration-printout.typ' },
};
