import type { Verification } from '#verify-file';
import { callApi } from '../../api/client.ts';
import { ProblemError } from '../../api/problem.ts';

/** What the public register says of a document. */
export interface RegisterEntry {
  document_id: string;
  kind: string;
  number: string;
  version: number;
  issuer_name: string;
  issued_at: string;
  facts_hash: string;
  state: 'issued' | 'superseded' | 'void';
  replaced_by: string | null;
  demo: boolean;
}

/** Both answers together: what the signature says, and whether the register still counts it in force. */
export interface Checked extends Verification {
  state: string | null;
  replaced_by: string | null;
}

/**
 * Checks a file in this browser against the public keys, so that it never leaves the device, and asks the register
 * only by its number. Browsers without WebCrypto (pages without TLS) let the server check.
 */
export async function checkDocument(bytes: Uint8Array): Promise<Checked> {
  if (!globalThis.crypto?.subtle) return checkByServer(bytes);
  const [{ verifyFile }, keys] = await Promise.all([
    import('#verify-file'),
    callApi<{ keys: object[] }>('/verification-keys'),
  ]);
  const verification = await verifyFile(bytes, keys);
  return { ...verification, ...(await registerState(verification.document?.document_id)) };
}

async function registerState(
  document_id: string | undefined,
): Promise<Pick<Checked, 'state' | 'replaced_by'>> {
  if (!document_id) return { state: null, replaced_by: null };
  try {
    const { state, replaced_by } = await lookUp(document_id);
    return { state, replaced_by };
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404)
      return { state: 'not_on_register', replaced_by: null };
    // The signature was checked without the server; that it is still in force could not be.
    return { state: 'not_asked', replaced_by: null };
  }
}

export function lookUp(document_id: string, signal?: AbortSignal): Promise<RegisterEntry> {
  return callApi<RegisterEntry>(`/verify/${document_id}`, signal ? { signal } : {});
}

function checkByServer(bytes: Uint8Array): Promise<Checked> {
  const file_base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return callApi<Checked>('/verify', { method: 'POST', body: { file_base64 } });
}

/** The document's id in what somebody typed, pasted or scanned: the id itself or an address that ends with it. */
export function documentIdIn(text: string): string | undefined {
  const match =
    /(?:^|\/verify\/|urn:uuid:)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?(?:[?#].*)?$/i.exec(
      text.trim(),
    );
  return match?.[1]?.toLowerCase();
}
