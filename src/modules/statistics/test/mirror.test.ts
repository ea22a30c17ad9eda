import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cifMargin } from '../mirror/cif-margin.ts';
import { assumption, evidenceOn } from '../mirror/evidence.ts';
import { explainGap, logGap, symmetricGap } from '../mirror/explain-gap.ts';
import { reconcile, reliability, type TwiceReported } from '../mirror/reliability.ts';
import { say } from '../said.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

test('the parts add up to the gap to the last unit, whatever is known', () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      maybe(amount),
      maybe(fc.record({ only_export: amount, only_import: amount })),
      maybe(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (export_fob, import_cif, previous_export, coverage, other_gaps, margin) => {
        const parts = explainGap({
          export_fob,
          import_cif,
          previous_export,
          coverage,
          other_gaps,
          cif: { margin, basis: 'assumed', note: say('unexplained') },
          lag: { share: 0.04, note: say('unexplained') },
        });
        assert.equal(
          parts.reduce((left, p) => left + p.amount, 0n),
          import_cif - export_fob,
        );
        for (const p of parts) if (p.basis === 'not_estimable') assert.equal(p.amount, 0n);
      },
    ),
  );
});

test('goods booked to another partner are attributed only as far as gaps elsewhere offset them', () => {
  const parts = explainGap({
    export_fob: 100n,
    import_cif: 46n,
    previous_export: null,
    cif: { margin: 0.06, basis: 'assumed', note: say('unexplained') },
    lag: { share: 0, note: say('unexplained') },
    coverage: null,
    other_gaps: 40n,
  });
  assert.deepEqual(
    parts.map((p) => p.amount),
    [6n, 0n, 0n, -40n, -20n],
  );
});

test('gaps change their sign with the sides', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (x, m) => {
      assert.ok(Math.abs((logGap(x, m) ?? 0) + (logGap(m, x) ?? 0)) < 1e-9);
      const s = symmetricGap(x, m) ?? 9;
      assert.ok(Math.abs(s) <= 2 && Math.abs(s + (symmetricGap(m, x) ?? 9)) < 1e-9);
    }),
  );
  assert.equal(logGap(0n, 5n), null);
  assert.equal(symmetricGap(0n, 5n), 2);
});

test('a known CIF margin is found in lines that both sides weighed, wild lines or not', () => {
  const line = (at: number, margin: number) => ({
    export_value: BigInt(100_000 + 7919 * at),
    export_weight_g: 5_000_000n,
    import_value: BigInt(Math.round((100_000 + 7919 * at) * (1 + margin))),
    import_weight_g: 5_000_000n,
  });
  const lines = Array.from({ length: 60 }, (_, at) => line(at, 0.08 + 0.001 * (at % 5)));
  const wild = Array.from({ length: 6 }, (_, at) => line(at, 30));
  const found = cifMargin([...lines, ...wild], 0.06);
  assert.equal(found.basis, 'estimated');
  assert.ok(Math.abs(found.margin - 0.082) < 0.001, `${found.margin}`);
  assert.deepEqual(cifMargin(lines.slice(0, 5), 0.06), { margin: 0.06, basis: 'assumed', lines: 5 });
  assert.equal(
    cifMargin(
      lines.map((l) => ({ ...l, import_weight_g: 10n })),
      0.06,
    ).lines,
    0,
  );
});

/** Ten countries trade with each other; the reports of the last one are far from those of its partners. */
function world(noisy: string): TwiceReported[] {
  const names = Array.from({ length: 10 }, (_, at) => `c${at}`);
  return names.flatMap((exporter, i) =>
    names.flatMap((importer, j) => {
      if (exporter === importer) return [];
      const wobble = ((i * 7 + j * 3) % 5) * 0.02;
      const off = exporter === noisy || importer === noisy ? 1.2 : 0;
      return [
        { exporter, importer, export_fob: 1e6 * (i + 1), import_fob: 1e6 * (i + 1) * Math.exp(wobble + off) },
      ];
    }),
  );
}

test('the unreliable reporter is found and its report weighs less', () => {
  const rated = reliability(world('c9'));
  const worst = [...rated.as_importer].sort(([, a], [, b]) => b - a)[0]?.[0];
  assert.equal(worst, 'c9');
  const found = reconcile(1_000_000n, 300_000n, 'c1', 'c9', rated);
  assert.ok(found && found.exporter_weight > 0.9);
  assert.ok(found.value > 900_000n && found.value < 1_000_000n);
  assert.equal(reconcile(1n, 1n, 'c1', 'nobody', rated), null);
  assert.equal(reconcile(1n, 1n, 'c1', 'c2', reliability(world('c9').slice(0, 5))), null, 'too few flows');
});

test('a reconciled value lies between the two reports', () => {
  const rated = reliability(world('c9'));
  fc.assert(
    fc.property(amount, amount, (x, m) => {
      const value = reconcile(x, m, 'c3', 'c9', rated)?.value ?? -1n;
      const [low, high] = x < m ? [x, m] : [m, x];
      assert.ok(value >= low - 1n && value <= high);
    }),
  );
});

test('evidence is sourced, and stands beside pairs with China only', () => {
  const { gaps, reasons } = evidenceOn('CN', 'KG');
  assert.ok(gaps.length >= 2 && reasons.some((r) => r.code === 'first_destination'));
  for (const row of [...gaps, ...reasons]) assert.ok(row.source);
  assert.deepEqual(evidenceOn('KG', 'CN'), evidenceOn('CN', 'KG'));
  assert.deepEqual(evidenceOn('KZ', 'RU'), { gaps: [], reasons: [] });
  assert.equal(assumption('cif_margin').value, 0.06);
});
