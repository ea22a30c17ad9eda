import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { MANIFEST_TYPE, type Manifest } from './manifest.ts';

export interface ManifestVerification {
  /** As for documents: authentic, altered, unknown_key. */
  verdict: 'authentic' | 'altered' | 'unknown_key';
  manifest: Manifest | null;
  /** Files that are missing or differ from what was signed. */
  wrong: string[];
}

const SAFE_NAME = /^[a-z0-9][a-z0-9.-]{0,80}$/;

/**
 * Says whether a release is what was published: the signature of its manifest, then every file beside it. `read`
 * gives the bytes of a file by name, undefined where there is none. Undefined when the text is no release manifest.
 */
export async function verifyManifest(
  text: string,
  jwks: JSONWebKeySet,
  read: (name: string) => Promise<Uint8Array | undefined>,
): Promise<ManifestVerification | undefined> {
  const shown = parse(text);
  if (!shown) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(shown.jws, createLocalJWKSet(jwks), {
      algorithms: ['EdDSA'],
    });
    const signed = JSON.parse(new TextDecoder().decode(payload)) as Manifest;
    const same = canonicalJson(signed) === canonicalJson(shown.manifest);
    if (protectedHeader.typ !== MANIFEST_TYPE || !same)
      return { verdict: 'altered', manifest: null, wrong: [] };
    const wrong: string[] = [];
    for (const file of signed.files) {
      const bytes = SAFE_NAME.test(file.name) ? await read(file.name) : undefined;
      if (!bytes || sha256Hex(bytes) !== file.sha256) wrong.push(file.name);
    }
    return { verdict: wrong.length === 0 ? 'authentic' : 'altered', manifest: signed, wrong };
  } catch (error) {
    const unknown = error instanceof errors.JWKSNoMatchingKey;
    return { verdict: unknown ? 'unknown_key' : 'altered', manifest: null, wrong: [] };
  }
}

function parse(text: string): { manifest: Manifest; jws: string } | undefined {
  try {
    const file = JSON.parse(text) as { manifest?: Manifest; jws?: unknown } | null;
    const { manifest, jws } = file ?? {};
    return manifest?.kind === 'sauda-release' && typeof jws === 'string' ? { manifest, jws } : undefined;
  } catch {
    return undefined;
  }
}
