import { sha256Hex } from '../../kernel/hash.ts';
import type { Signer } from '../../platform/index.ts';
import type { SiteFile } from './writing/site.ts';

export const MANIFEST_TYPE = 'sauda-release+jws';
export const MANIFEST_NAME = 'manifest.json';

/** What is signed: every file with its hash. */
export interface Manifest {
  kind: 'sauda-release';
  period: string;
  number: number;
  as_of: string;
  issuer: string;
  files: { name: string; media_type: string; bytes: number; sha256: string }[];
}

export function manifestOf(
  release: { period: string; number: number; as_of: string; issuer: string },
  files: readonly SiteFile[],
): Manifest {
  return {
    kind: 'sauda-release',
    ...release,
    files: files.map((f) => ({
      name: f.name,
      media_type: f.media_type,
      bytes: f.body.length,
      sha256: sha256Hex(f.body),
    })),
  };
}

/** manifest.json: the manifest to read, and the same as a compact JWS (RFC 7515, EdDSA), which decides. */
export async function manifestFile(
  manifest: Manifest,
  signer: Signer,
): Promise<{ file: SiteFile; jws: string }> {
  const jws = await signer.sign(manifest, MANIFEST_TYPE);
  const body = Buffer.from(`${JSON.stringify({ manifest, jws }, null, 1)}\n`);
  return { file: { name: MANIFEST_NAME, media_type: 'application/json', body }, jws };
}
