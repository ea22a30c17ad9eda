import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { CREDENTIAL_TYPE, type DocumentCredential } from './credential.ts';
import type { DocumentFacts } from './model.ts';
import { attachedTexts, isPdf, SEAL_TYPE, splitSeal } from './pdf-envelope.ts';

/**
 * - authentic: signed here, and nothing in the file differs from what was signed
 * - altered: it names a key of ours, but something in it was changed
 * - unknown_key: signed with a key that is not among those given
 * - not_a_sauda_document: nothing of ours in it
 */
export type Verdict = 'authentic' | 'altered' | 'unknown_key' | 'not_a_sauda_document';

export type VerdictReason =
  | 'signature_holds'
  | 'signature_broken'
  | 'page_altered'
  | 'text_differs_from_signed'
  | 'key_not_known'
  | 'nothing_signed_inside';

export interface Verification {
  verdict: Verdict;
  reason: VerdictReason;
  /** What was signed; present whenever the signature itself holds, also when the page around it was changed. */
  document: VerifiedDocument | null;
}

export interface VerifiedDocument {
  document_id: string;
  issued_at: string;
  signed_by: string;
  kid: string;
  facts_hash: string;
  supersedes: string | null;
  facts: DocumentFacts;
}

export const MAX_FILE_BYTES = 8_000_000;

const JWS = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const nothing: Verification = {
  verdict: 'not_a_sauda_document',
  reason: 'nothing_signed_inside',
  document: null,
};

/**
 * Says whether a file is what was issued. Takes a PDF, the JSON download, or the bare JWS, and the public keys
 * (JWKS) to check against. Needs no network and no server: the web bundles this file as it is. Whether a document
 * has been superseded since is known to the register only.
 */
export async function verifyFile(bytes: Uint8Array, jwks: JSONWebKeySet): Promise<Verification> {
  if (bytes.length > MAX_FILE_BYTES) return nothing;
  if (isPdf(bytes)) return verifyPdf(bytes, jwks);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return nothing;
  }
  if (JWS.test(text)) return verifyJws(text, jwks);
  return verifyJson(text, jwks);
}

/** Verifies the signed record alone. */
export async function verifyJws(jws: string, jwks: JSONWebKeySet): Promise<Verification> {
  const opened = await openJws(jws, jwks);
  if (typeof opened === 'string') return opened === 'not_signed' ? nothing : failed(opened);
  const credential = opened.payload as Partial<DocumentCredential>;
  const subject = credential.credentialSubject;
  if (opened.typ !== CREDENTIAL_TYPE || !subject?.facts || !credential.id || !credential.validFrom)
    return nothing;
  return {
    verdict: 'authentic',
    reason: 'signature_holds',
    document: {
      document_id: credential.id.replace('urn:uuid:', ''),
      issued_at: credential.validFrom,
      signed_by: credential.issuer?.id ?? '',
      kid: opened.kid,
      facts_hash: subject.facts_hash,
      supersedes: subject.supersedes,
      facts: subject.facts,
    },
  };
}

async function verifyPdf(pdf: Uint8Array, jwks: JSONWebKeySet): Promise<Verification> {
  const records = (await attachedTexts(pdf)).map((attached) => attached.trim()).filter((t) => JWS.test(t));
  const split = splitSeal(pdf);
  const [record, ...more] = records;
  if (!record) return split ? failed('altered') : nothing;
  const verification = await verifyJws(record, jwks);
  if (verification.verdict !== 'authentic') return verification;
  const pageAltered: Verification = { ...verification, verdict: 'altered', reason: 'page_altered' };
  if (!split || more.length > 0) return pageAltered;
  const seal = await openJws(split.seal, jwks);
  if (typeof seal === 'string' || seal.typ !== SEAL_TYPE) return pageAltered;
  const said = seal.payload as { pdf_sha256?: string; document_id?: string };
  const holds =
    said.document_id === verification.document?.document_id &&
    said.pdf_sha256 === (await sha256(split.sealed));
  return holds ? verification : pageAltered;
}

/** The JSON download: readable facts beside the JWS. What is readable must be what was signed. */
async function verifyJson(text: string, jwks: JSONWebKeySet): Promise<Verification> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return nothing;
  }
  if (typeof file !== 'object' || file === null || !('jws' in file) || typeof file.jws !== 'string')
    return nothing;
  const verification = await verifyJws(file.jws, jwks);
  if (!verification.document) return verification;
  const { facts, document_id, facts_hash } = verification.document;
  const { kind, number, version } = facts;
  const signed = new Map<string, unknown>(
    Object.entries({ facts, document_id, facts_hash, kind, number, version }),
  );
  const differs = Object.entries(file).some(
    ([name, value]) => signed.has(name) && !sameJson(value, signed.get(name)),
  );
  return differs ? { ...verification, verdict: 'altered', reason: 'text_differs_from_signed' } : verification;
}

interface Opened {
  payload: object;
  typ: string;
  kid: string;
}

async function openJws(
  jws: string,
  jwks: JSONWebKeySet,
): Promise<Opened | 'not_signed' | 'altered' | 'unknown_key'> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(jwks), {
      algorithms: ['EdDSA', 'Ed25519'],
    });
    const content: unknown = JSON.parse(new TextDecoder().decode(payload));
    if (typeof content !== 'object' || content === null) return 'not_signed';
    return { payload: content, typ: protectedHeader.typ ?? '', kid: protectedHeader.kid ?? '' };
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
    if (error instanceof errors.JWSSignatureVerificationFailed) return 'altered';
    // The header cannot be read, or asks for another algorithm: no signature of this platform.
    return 'not_signed';
  }
}

function failed(how: 'altered' | 'unknown_key'): Verification {
  return how === 'altered'
    ? { verdict: 'altered', reason: 'signature_broken', document: null }
    : { verdict: 'unknown_key', reason: 'key_not_known', document: null };
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Equal JSON values, whatever the order of keys. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameJson(value, right.get(key)))
  );
}
