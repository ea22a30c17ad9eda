import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import type { JsonObject } from '../../../kernel/refusal.ts';
import { qrSvg, renderPdf, stopTypesetting } from '../index.ts';

const template = new URL('./templates/plain.typ', import.meta.url);
after(stopTypesetting);

async function render(data: JsonObject): Promise<Buffer> {
  const pdf = await renderPdf({ template, data: { title: 'Test', text: '', ...data } });
  assert.ok(pdf instanceof Uint8Array, JSON.stringify(pdf));
  return Buffer.from(pdf);
}

/** The decompressed streams of a PDF one after the other, with the plain objects between them. */
function opened(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  return text.replaceAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g, (_, body: string) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return body;
    }
  });
}

test('the same data gives the same bytes; other data other bytes', async () => {
  const text = 'Накладная · 运单 · жүкқұжат';
  const [a, b, c] = [await render({ text }), await render({ text }), await render({ text: `${text}.` })];
  assert.equal(a.subarray(0, 8).toString(), '%PDF-1.7');
  assert.ok(a.equals(b));
  assert.ok(!a.equals(c));
});

test('text that looks like Typst stays text', async () => {
  const hostile = '#read("/etc/passwd") #import "x.typ" $sum$ *b* \\ <label> @ref `raw` // %';
  const pdf = opened(await render({ title: hostile, text: hostile }));
  assert.equal(pdf.includes('root:'), false);
  assert.ok(
    pdf.includes('#read\\("/etc/passwd"\\)') || pdf.includes('#read("/etc/passwd")'),
    'shown as it is',
  );
});

test('a template reads nothing outside its folder', async () => {
  for (const read of ['/etc/passwd', '../../../../../../../../etc/passwd', '../typesetting.test.ts'])
    await assert.rejects(render({ read }), /does not compile/, read);
});

test('size, pages and queue are bounded', async () => {
  assert.deepEqual(await renderPdf({ template, data: { title: '', text: 'x'.repeat(1_000_001) } }), {
    not_rendered: 'too_large',
  });
  await assert.rejects(render({ pages: 70 }), /pages/);
  const many = await Promise.all(
    Array.from({ length: 230 }, () => renderPdf({ template, data: { title: 'Many', text: 'one' } })),
  );
  assert.ok(many.some((pdf) => 'not_rendered' in pdf && pdf.not_rendered === 'busy'));
  assert.ok(many.filter((pdf) => pdf instanceof Uint8Array).length >= 200);
});

test('a document that takes too long is given up, and the next one is made', async () => {
  const slow = { title: 'Slow', text: '', loop: 15_000 };
  assert.deepEqual(await renderPdf({ template, data: slow, timeout_ms: 20 }), { not_rendered: 'timed_out' });
  assert.ok(await render({ text: 'next' }));
});

test('a template with an error fails its document and no other', async () => {
  await assert.rejects(
    renderPdf({ template: new URL('./templates/absent.typ', import.meta.url), data: {} }),
    /absent/,
  );
  assert.ok(await render({ text: 'after' }));
});

test('the thread can be stopped and starts again', async () => {
  const before = await render({ text: 'same' });
  await stopTypesetting();
  assert.ok(before.equals(await render({ text: 'same' })));
});

test('a QR code is an SVG of squares', async () => {
  const svg = qrSvg('https://sauda.example/verify/0195f000-0000-7000-8000-000000000001');
  assert.match(svg, /^<svg viewBox/);
  assert.ok((await render({ qr: svg })).length > 1000);
  assert.throws(() => qrSvg('x'.repeat(501)));
});
