import type { DocumentFacts } from './model.ts';

/** `typ` of the JWS: a W3C Verifiable Credential 2.0 secured with JOSE (VC-JOSE-COSE, section 3.1). */
export const CREDENTIAL_TYPE = 'vc+jwt';

/** A signed document: the credential whose subject is what the document states. */
export interface DocumentCredential {
  '@context': string[];
  id: string;
  type: string[];
  issuer: { id: string; name: string };
  validFrom: string;
  credentialSubject: DocumentSubject;
}

export interface DocumentSubject {
  id: string;
  facts_hash: string;
  supersedes: string | null;
  facts: DocumentFacts;
}

/**
 * The credential of one document. Sauda signs: it attests that the organisation in `facts.issuer` issued these
 * facts here at that time. Terms outside the W3C vocabulary are covered by its context for undefined terms.
 */
export function documentCredential(document: {
  document_id: string;
  public_url: string;
  issued_at: Date;
  facts: DocumentFacts;
  facts_hash: string;
  supersedes: string | null;
}): DocumentCredential {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://www.w3.org/ns/credentials/undefined-terms/v2',
    ],
    id: `urn:uuid:${document.document_id}`,
    type: ['VerifiableCredential', 'SaudaTradeDocument'],
    issuer: { id: document.public_url, name: 'Sauda' },
    validFrom: document.issued_at.toISOString(),
    credentialSubject: {
      id: verificationUrl(document.public_url, document.document_id),
      facts_hash: document.facts_hash,
      supersedes: document.supersedes,
      facts: document.facts,
    },
  };
}

/** Where anybody can look up a document: the page that the QR code opens. */
export function verificationUrl(public_url: string, document_id: string): string {
  return `${public_url.replace(/\/$/, '')}/verify/${document_id}`;
}
