import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../../kernel/hash.ts';
import { forms } from '../forms/index.ts';
import {
  type DocumentState,
  documentKinds,
  documentNumber,
  documentStates,
  transitionFor,
  transitions,
} from '../model.ts';
import { presentDocument } from '../present.ts';
import { manyLines, sampleSources } from './sample-sources.ts';

test('every kind composes, each box says where it came from, and the same deal gives the same facts', () => {
  for (const kind of documentKinds) {
    const facts = forms[kind].compose(sampleSources(kind));
    assert.equal(facts.kind, kind);
    for (const [name, { lines, from }] of Object.entries(facts.boxes))
      assert.ok(lines.length === 0 || from !== '', `${kind}.${name} names its source`);
    assert.equal(canonicalJson(facts), canonicalJson(forms[kind].compose(sampleSources(kind))));
  }
});

test('an invoice adds up to the contract price, to the last minor unit', () => {
  const facts = forms.commercial_invoice.compose(sampleSources('commercial_invoice'));
  const charge = (name: string): bigint =>
    BigInt(facts.charges.find((c) => c.name === name)?.money.amount ?? Number.NaN);
  assert.equal(charge('goods') + charge('carried_by_seller'), BigInt(facts.total?.amount ?? 0));
  assert.equal(
    facts.goods.reduce((total, g) => total + BigInt(g.amount?.amount ?? 0), 0n),
    charge('goods'),
  );
});

test('documents that go through many hands show no price', () => {
  for (const kind of [
    'packing_list',
    'certificate_of_origin',
    'smgs_note',
    'cmr_note',
    'certificate_of_conformity',
  ] as const) {
    const facts = forms[kind].compose(sampleSources(kind));
    assert.equal(facts.total, null);
    assert.ok(facts.goods.every((g) => g.amount === undefined && g.unit_price === undefined));
    assert.equal(JSON.stringify(facts).includes('103850000'), false);
  }
});

test('the rail note fills the boxes of the SMGS form', () => {
  const { boxes } = forms.smgs_note.compose(
    sampleSources('smgs_note', { supplied: { wagons: [{ number: '52345678', axles: 4 }], seals: ['A1'] } }),
  );
  const byNumber = new Map(Object.values(boxes).map((b) => [b.box, b.lines]));
  assert.deepEqual(byNumber.get('2'), ['西安, Сиань (CN)']);
  assert.deepEqual(byNumber.get('6')?.length, 2);
  assert.deepEqual(byNumber.get('7'), ['52345678']);
  assert.deepEqual(byNumber.get('9'), ['–'], 'what is not known is shown as unknown');
  assert.deepEqual(byNumber.get('24'), ['INV-2026-000001-1 (2026-03-02)', 'PKL-2026-000001-1 (2026-03-02)']);
});

test('goods that do not fit on a form go to its supplementary sheet', () => {
  const shown = (count: number) =>
    presentDocument({
      document_id: 'x',
      facts: forms.smgs_note.compose(sampleSources('smgs_note', { terms: manyLines(count) })),
      facts_hash: 'x',
      jws: 'x',
      url: 'http://localhost/verify/x',
    });
  assert.equal(shown(3).goods_on_form, true);
  assert.equal(shown(30).goods_on_form, false);
});

test('numbers run per deal and kind', () => {
  assert.equal(documentNumber('commercial_invoice', 'D26-000042', 2), 'INV-D26-000042-2');
});

test('no sequence of steps leads back into force or out of the table', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...transitions.map((t) => t.step)), { maxLength: 12 }), (steps) => {
      let state: DocumentState = 'issued';
      let moved = 0;
      for (const step of steps) {
        const transition = transitionFor(state, step);
        if (!transition) continue;
        state = transition.to;
        moved += 1;
        assert.ok(documentStates.includes(state) && state !== 'issued');
      }
      assert.ok(moved <= 1);
    }),
  );
});
