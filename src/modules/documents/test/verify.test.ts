import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { JSONWebKeySet } from 'jose';
import { canonicalJson, sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { keyFromSeed, signerFrom } from '../../../platform/signing/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { CREDENTIAL_TYPE, documentCredential } from '../credential.ts';
import type { FormSources } from '../forms/index.ts';
import { forms } from '../forms/index.ts';
import { type DocumentKind, documentKinds } from '../model.ts';
import { attachedTexts, withSeal } from '../pdf-envelope.ts';
import { renderDocument } from '../render-document.ts';
import type { SuppliedFacts } from '../supplied-facts.ts';
import { verifyFile } from '../verify.ts';
import { manyLines, sampleSources } from './sample-sources.ts';

const home = mkdtempSync(join(tmpdir(), 'sauda-documents-'));
const signer = signerFrom([await keyFromSeed(Buffer.alloc(32, 5))]);
const stranger = signerFrom([await keyFromSeed(Buffer.alloc(32, 6))]);
const jwks = signer.jwks() as JSONWebKeySet;
const document_id = '0195f000-0000-7000-8000-0000000000aa';

async function issued(kind: DocumentKind, overrides: Partial<FormSources> = {}) {
  const facts = forms[kind].compose(sampleSources(kind, overrides));
  const facts_hash = sha256Hex(canonicalJson(facts));
  const credential = documentCredential({
    document_id,
    public_url: 'https://sauda.example/',
    issued_at: new Date('2026-03-02T08:00:00Z'),
    facts,
    facts_hash,
    supersedes: null,
  });
  return { document_id, facts, facts_hash, jws: await signer.sign(credential, CREDENTIAL_TYPE) };
}

async function pdfOf(document: Awaited<ReturnType<typeof issued>>, folder = home): Promise<Uint8Array> {
  const pdf = await renderDocument({ home: folder, signer }, document);
  assert.ok(!isRefusal(pdf), JSON.stringify(pdf));
  return pdf;
}

let invoice: Awaited<ReturnType<typeof issued>>;
let pdf: Uint8Array;
before(async () => {
  invoice = await issued('commercial_invoice');
  pdf = await pdfOf(invoice);
});
after(async () => {
  await stopTypesetting();
  rmSync(home, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => Buffer.from(text);
const json = (change: object): Uint8Array =>
  bytes(JSON.stringify({ number: invoice.facts.number, facts: invoice.facts, jws: invoice.jws, ...change }));

test('a document is authentic as JWS, as JSON and as PDF', async () => {
  for (const file of [bytes(invoice.jws), bytes(`\n${invoice.jws}\n`), json({}), pdf]) {
    const { verdict, document } = await verifyFile(file, jwks);
    assert.equal(verdict, 'authentic');
    assert.equal(document?.document_id, document_id);
    assert.deepEqual(document?.facts, invoice.facts);
  }
});

test('every kind, with one line and with fifty, draws, carries its record and verifies', async () => {
  for (const kind of documentKinds)
    for (const overrides of [{}, { terms: manyLines(50) }]) {
      const document = await issued(kind, overrides);
      const file = await pdfOf(document);
      assert.deepEqual(await attachedTexts(file), [document.jws], kind);
      assert.equal((await verifyFile(file, jwks)).verdict, 'authentic', kind);
    }
});

test('the most wagons, containers and seals that a note may name are drawn', async () => {
  const list = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, i) => `${prefix}${1000 + i}`);
  const supplied: SuppliedFacts = {
    wagons: list(60, '5234').map((number) => ({ number, axles: 4 })),
    containers: list(120, 'CSQU305'),
    seals: list(120, 'SEAL-'),
    remarks: 'Х'.repeat(600),
  };
  for (const kind of ['smgs_note', 'cmr_note', 'packing_list'] as const) {
    const file = await pdfOf(await issued(kind, { supplied }));
    assert.equal((await verifyFile(file, jwks)).verdict, 'authentic', kind);
  }
});

test('the bytes of a document are the same each time, also when nothing is kept', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'sauda-documents-'));
  const again = await pdfOf(invoice, elsewhere);
  rmSync(elsewhere, { recursive: true, force: true });
  assert.ok(Buffer.from(again).equals(Buffer.from(pdf)));
  assert.ok(Buffer.from(await pdfOf(invoice)).equals(Buffer.from(pdf)), 'from the kept file');
});

test('a changed byte anywhere in the PDF is found', async () => {
  for (let at = 10; at < pdf.length; at += Math.floor(pdf.length / 60)) {
    const changed = Uint8Array.from(pdf);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const { verdict } = await verifyFile(changed, jwks);
    assert.notEqual(verdict, 'authentic', `byte ${at}`);
  }
});

test('a page of another document, an added update, a removed or doubled seal are found', async () => {
  const text = Buffer.from(pdf).toString('latin1');
  const latin = (changed: string): Uint8Array => Buffer.from(changed, 'latin1');
  const seal = /%SAUDA-SEAL .*\n/.exec(text)?.[0] ?? '';
  const other = Buffer.from(await pdfOf(await issued('packing_list'))).toString('latin1');
  const otherSeal = /%SAUDA-SEAL .*\n/.exec(other)?.[0] ?? '';
  const forged = `%SAUDA-SEAL ${await stranger.sign({ document_id, pdf_sha256: 'x' }, 'sauda-pdf-seal+jws')}\n`;
  for (const changed of [
    text.replace(seal, ''),
    text.replace(seal, otherSeal),
    text.replace(seal, seal + seal),
    text.replace(seal, forged),
    `${text}\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n`,
  ]) {
    const { verdict, reason, document } = await verifyFile(latin(changed), jwks);
    assert.deepEqual([verdict, reason], ['altered', 'page_altered']);
    assert.equal(document?.facts.number, invoice.facts.number, 'what was really signed can be read');
  }
});

test('changed text beside or inside the signature is found', async () => {
  const facts = structuredClone(invoice.facts);
  facts.total = { amount: '1', currency: 'CNY' };
  for (const change of [{ facts }, { number: 'INV-OTHER-1' }, { facts: null }])
    assert.deepEqual((({ verdict, reason }) => [verdict, reason])(await verifyFile(json(change), jwks)), [
      'altered',
      'text_differs_from_signed',
    ]);
  const [header = '', payload = '', signature = ''] = invoice.jws.split('.');
  const changed = Buffer.from(
    Buffer.from(payload, 'base64url').toString().replace('103850000', '100000000'),
  ).toString('base64url');
  assert.notEqual(changed, payload);
  const forged = `${header}.${changed}.${signature}`;
  assert.deepEqual(await verifyFile(bytes(forged), jwks), {
    verdict: 'altered',
    reason: 'signature_broken',
    document: null,
  });
});

test('a stranger’s key, a seal in place of a document, and other files are told apart', async () => {
  const foreign = await stranger.sign({ a: 1 }, CREDENTIAL_TYPE);
  assert.equal((await verifyFile(bytes(foreign), jwks)).verdict, 'unknown_key');
  const verdicts = await Promise.all(
    [
      bytes(await signer.sign({ root: 'x' }, 'sauda-seal+jws')),
      bytes(''),
      bytes('hello'),
      bytes('a.b.c'),
      bytes('{"jws": 7}'),
      bytes('{"jws": "nothing"}'),
      bytes('null'),
      Uint8Array.of(0xff, 0xfe, 0x00),
      bytes('%PDF-1.7 startxref %%EOF'),
      bytes('%PDF-1.7 1 0 obj << /Type /EmbeddedFile /Length 99999999 >> stream\nstartxref'),
    ].map((file) => verifyFile(file, jwks)),
  );
  for (const { verdict } of verdicts) assert.equal(verdict, 'not_a_sauda_document');
});

test('names that look like Typst, markup or control stay text', async () => {
  const sources = sampleSources('commercial_invoice');
  const hostile = '#read("/etc/passwd") *x* $y$ \\ @z <w> `v` //u /*t*/ = s \u202e';
  const document = await issued('commercial_invoice', {
    seller: { ...sources.seller, name: hostile },
    terms: {
      ...sources.terms,
      goods: sources.terms.goods.map((g) => ({ ...g, description: `${hostile}${'W'.repeat(200)}` })),
    },
  });
  const file = await pdfOf(document);
  assert.equal((await verifyFile(file, jwks)).document?.facts.boxes.seller?.lines[0], hostile);
});

test('a seal needs a PDF', () => {
  assert.throws(() => withSeal(bytes('no pdf'), 'x'));
});
