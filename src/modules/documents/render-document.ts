import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../../kernel/hash.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Services } from '../../platform/index.ts';
import { renderPdf } from '../../platform/typesetting/index.ts';
import type { DocumentCredential } from './credential.ts';
import { forms } from './forms/index.ts';
import type { TradeDocument } from './model.ts';
import { SEAL_TYPE, withSeal } from './pdf-envelope.ts';
import { presentDocument } from './present.ts';

let drafts = 0;

/**
 * The PDF of a document: the same bytes each time, kept under `<home>/documents` once made. The name of the kept
 * file covers the signed record, so a file can never be taken for another document.
 * Refuses with documents.rendering_busy, documents.too_large_to_render.
 */
export async function renderDocument(
  services: Pick<Services, 'home' | 'signer'>,
  document: Pick<TradeDocument, 'document_id' | 'facts' | 'facts_hash' | 'jws'>,
): Promise<Outcome<Uint8Array>> {
  const folder = join(services.home, 'documents');
  const file = join(folder, `${sha256Hex(document.jws)}.pdf`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return new Uint8Array(kept);
  const pdf = await renderPdf({
    template: new URL(`./forms/${forms[document.facts.kind].template}`, import.meta.url),
    data: presentDocument({ ...document, url: signedUrl(document.jws) }),
  });
  if ('not_rendered' in pdf)
    return pdf.not_rendered === 'too_large'
      ? refuse('documents.too_large_to_render')
      : refuse('documents.rendering_busy');
  const seal = await services.signer.sign(
    { document_id: document.document_id, pdf_sha256: sha256Hex(pdf) },
    SEAL_TYPE,
  );
  const sealed = withSeal(pdf, seal);
  await mkdir(folder, { recursive: true });
  drafts += 1;
  const draft = `${file}.${process.pid}-${drafts}.new`;
  await writeFile(draft, sealed);
  await rename(draft, file);
  return sealed;
}

/** The address for verification as it was signed; today's configuration may be another. */
function signedUrl(jws: string): string {
  const payload = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return (payload as DocumentCredential).credentialSubject.id;
}
