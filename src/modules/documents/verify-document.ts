import type { JSONWebKeySet } from 'jose';
import { Type } from 'typebox';
import { canonicalJson } from '../../kernel/hash.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { documentKinds, documentStates } from './model.ts';
import { findOnRegister } from './store.ts';
import { MAX_FILE_BYTES, type Verification, verifyFile } from './verify.ts';
import { FactsView } from './views.ts';

// Room for the largest PDF that typesetting makes of a deal with 50 lines, in base64; below the body limit.
const MAX_TEXT = 700_000;
// Two patterns that each read the text once: one for all of it would take the square of its length.
const NOT_BASE64 = /[^A-Za-z0-9+/=\s]/;
const PADDING_WITHIN = /=[^=\s]/;

/**
 * Says whether a document is authentic, for anybody: the signed text (JWS), the JSON download, or the bytes of a
 * PDF in base64. Beside what `verifyFile` says offline, it tells whether the register knows the document and
 * whether it is still in force. Refuses with documents.give_one,
 * documents.file_not_readable.
 */
export const verifyDocument = defineUseCase({
  name: 'documents.verify-document',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      jws: Type.Optional(Type.String({ maxLength: MAX_TEXT })),
      document: Type.Optional(
        Type.Record(Type.String({ maxLength: 60 }), Type.Unknown(), { maxProperties: 40 }),
      ),
      file_base64: Type.Optional(Type.String({ maxLength: MAX_TEXT })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    verdict: Type.Enum(['authentic', 'altered', 'unknown_key', 'not_a_sauda_document']),
    reason: Type.Enum([
      'signature_holds',
      'signature_broken',
      'page_altered',
      'text_differs_from_signed',
      'key_not_known',
      'nothing_signed_inside',
    ]),
    /** Whether it is in force: `issued`, `superseded`, `void`, or `not_on_register`; null when nothing was signed. */
    state: Nullable(Type.String()),
    replaced_by: Nullable(Uuid),
    document: Nullable(
      Type.Object({
        document_id: Type.String(),
        issued_at: Type.String(),
        signed_by: Type.String(),
        kid: Type.String(),
        facts_hash: Type.String(),
        supersedes: Nullable(Type.String()),
        facts: FactsView,
      }),
    ),
  }),
  async run(ctx, input) {
    if (Object.values(input).filter((given) => given !== undefined).length !== 1)
      return refuse('documents.give_one');
    const bytes = bytesOf(input);
    if (!bytes) return refuse('documents.file_not_readable');
    // Our own keys, or the JWKS could not have been made.
    const jwks = ctx.services.signer.jwks() as JSONWebKeySet;
    const verification = await verifyFile(bytes, jwks);
    return { ...verification, ...(await registered(ctx, verification)) };
  },
});

function bytesOf(input: {
  jws?: string;
  document?: Record<string, unknown>;
  file_base64?: string;
}): Uint8Array | undefined {
  if (input.jws !== undefined) return Buffer.from(input.jws);
  if (input.document !== undefined) return Buffer.from(canonicalJson(input.document));
  const text = input.file_base64 ?? '';
  if (NOT_BASE64.test(text) || PADDING_WITHIN.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length <= MAX_FILE_BYTES ? bytes : undefined;
}

async function registered(
  ctx: Ctx,
  verification: Verification,
): Promise<{ state: string | null; replaced_by: string | null }> {
  if (!verification.document) return { state: null, replaced_by: null };
  const entry = await findOnRegister(ctx.tx, verification.document.document_id);
  return { state: entry?.state ?? 'not_on_register', replaced_by: entry?.replaced_by ?? null };
}

/** What the register says of a document whose number somebody holds: the page behind the QR code. */
export const lookUpDocument = defineUseCase({
  name: 'documents.look-up-document',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ document_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    document_id: Uuid,
    kind: Type.Enum([...documentKinds]),
    number: Type.String(),
    version: Type.Integer(),
    issuer_name: Type.String(),
    issued_at: Instant,
    facts_hash: Type.String(),
    state: Type.Enum([...documentStates]),
    replaced_by: Nullable(Uuid),
    demo: Type.Boolean(),
  }),
  async run(ctx, input) {
    const entry = await findOnRegister(ctx.tx, input.document_id);
    if (!entry) return refuse('documents.not_on_register');
    return { ...entry, issued_at: entry.issued_at.toISOString() };
  },
});
