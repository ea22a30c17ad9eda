import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { money, sum } from '../../../kernel/money.ts';
import { type MilestoneKind, milestoneKinds, priceParts, termsErrors } from '../../deals/index.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import { awardLines, escrowParts, nothingPaid, partLines } from '../escrow/settlement-plan.ts';

const cny = (amount: bigint) => ({ amount: amount.toString(), currency: 'CNY' as const });
const parties = { buyer_org_id: 'b', seller_org_id: 's' };
const PRICE = 103_850_000n;
const FREIGHT = 1_550_000n;

/** Shares in basis points for some kinds, in their order. */
const shares = (of: Partial<Record<MilestoneKind, number>>) =>
  milestoneKinds.flatMap((due_on) => {
    const share_bp = of[due_on];
    if (share_bp === undefined) return [];
    return [{ due_on, share_bp, ...(due_on === 'retention' ? { after_days: 30 } : {}) }];
  });

const anyShares = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 })
  .map((weights) => {
    const total = weights.reduce((a, b) => a + b, 0);
    const bp = weights.map((w) => Math.max(1, Math.floor((w * 10_000) / total)));
    bp[4] = (bp[4] ?? 0) + 10_000 - bp.reduce((a, b) => a + b, 0);
    return bp;
  });

test('parts sum to the price whatever the shares; what is left over goes to the largest remainders', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), anyShares, (price, bp) => {
      const milestones = milestoneKinds.map((due_on, i) => ({ due_on, share_bp: bp[i] ?? 1 }));
      const parts = priceParts({ price: cny(price), milestones });
      assert.equal(
        sum(
          parts.map((p) => p.money),
          'CNY',
        ).amount,
        price,
      );
      for (const [i, part] of parts.entries()) {
        const down = (price * BigInt(bp[i] ?? 0)) / 10_000n;
        assert.ok(part.money.amount === down || part.money.amount === down + 1n);
      }
    }),
  );
  const thirds = shares({ deposit: 3333, arrival: 3333, acceptance: 3334 });
  const parts = priceParts({ price: cny(100n), milestones: thirds });
  // 33.33, 33.33, 33.34: the minor unit that is left over goes to the largest remainder.
  assert.deepEqual(
    parts.map((p) => p.money.amount),
    [33n, 33n, 34n],
  );
  const halves = priceParts({ price: cny(101n), milestones: shares({ deposit: 5000, acceptance: 5000 }) });
  assert.deepEqual(
    halves.map((p) => p.money.amount),
    [51n, 50n],
    'equal remainders: the earlier part has it',
  );
});

test('without milestones all is due on acceptance', () => {
  assert.deepEqual(
    priceParts(sampleTerms()).map((p) => [p.due_on, p.money.amount]),
    [['acceptance', PRICE]],
  );
});

test('milestones that do not hold are named', () => {
  const codeOf = (milestones: ReturnType<typeof shares>, more: object = {}) =>
    termsErrors(sampleTerms({ milestones, ...more })).map((e) => e.code);
  assert.deepEqual(codeOf(shares({ deposit: 3000, acceptance: 7000 })), []);
  assert.deepEqual(codeOf(shares({ deposit: 3000, acceptance: 6999 })), ['milestones_do_not_add_up']);
  assert.deepEqual(
    codeOf([
      { due_on: 'acceptance', share_bp: 5000 },
      { due_on: 'deposit', share_bp: 5000 },
    ]),
    ['milestones_out_of_order'],
  );
  assert.deepEqual(
    codeOf([
      { due_on: 'arrival', share_bp: 5000 },
      { due_on: 'arrival', share_bp: 5000 },
    ]),
    ['milestones_out_of_order'],
  );
  assert.deepEqual(codeOf([{ due_on: 'retention', share_bp: 10_000 }]), ['retention_days']);
  assert.deepEqual(codeOf([{ due_on: 'acceptance', share_bp: 10_000, after_days: 3 }]), ['retention_days']);
  assert.deepEqual(
    codeOf([
      { due_on: 'deposit', share_bp: 5000 },
      { due_on: 'acceptance', amount: cny(PRICE / 2n) },
    ] as never),
    ['milestones_mixed'],
  );
  const amounts = (deposit: bigint, rest: bigint, currency: 'CNY' | 'USD' = 'CNY') =>
    [
      { due_on: 'deposit', amount: { ...cny(deposit), currency } },
      { due_on: 'acceptance', amount: cny(rest) },
    ] as never;
  assert.deepEqual(codeOf(amounts(1n, PRICE - 1n)), []);
  assert.deepEqual(codeOf(amounts(1n, PRICE)), ['milestones_do_not_add_up']);
  assert.deepEqual(codeOf(amounts(0n, PRICE)), ['milestone_empty']);
  assert.deepEqual(codeOf(amounts(1n, PRICE - 1n, 'USD')), ['mixed_currencies']);
  // Freight of 15,500.00 in a price of 1,038,500.00 cannot come out of one per cent.
  assert.deepEqual(codeOf(shares({ departure: 9900, acceptance: 100 })), ['milestones_leave_too_little']);
  assert.deepEqual(codeOf(shares({ deposit: 9800, arrival: 200 }), { export_broker_fee: cny(600_000n) }), [
    'milestones_leave_too_little',
  ]);
  assert.deepEqual(codeOf(shares({ deposit: 9800, arrival: 200 }), { export_broker_fee: cny(500_000n) }), []);
});

test('released part by part everybody has what is theirs, and nothing is left', () => {
  fc.assert(
    fc.property(
      anyShares,
      fc.constantFrom('FCA', 'CPT', 'DAP'),
      fc.bigInt({ min: 0n, max: 900_000n }),
      fc.bigInt({ min: 0n, max: 900_000n }),
      (bp, incoterm, export_fee, import_fee) => {
        const terms = sampleTerms({
          incoterm,
          milestones: milestoneKinds.map((due_on, i) => ({ due_on, share_bp: bp[i] ?? 1 })),
          export_broker_fee: cny(export_fee),
          import_broker_fee: cny(import_fee),
        });
        const paid = { ...nothingPaid };
        const got: Record<string, bigint> = {};
        for (const part of escrowParts(terms))
          for (const line of partLines(terms, parties, part, paid)) {
            got[line.to] = (got[line.to] ?? 0n) + line.money.amount;
            if (line.to === 'carrier') paid.freight += line.money.amount;
            if (line.to === 'export_broker') paid.export_broker += line.money.amount;
            if (part.key === 'deposit') assert.equal(line.to, 'seller');
          }
        const total = Object.values(got).reduce((a, b) => a + b, 0n);
        assert.equal(total, PRICE + import_fee);
        assert.equal(got.import_broker ?? 0n, import_fee);
        const late = priceParts(terms).filter((p) => milestoneKinds.indexOf(p.due_on) >= 2);
        const covered = sum(
          late.map((p) => p.money),
          'CNY',
        ).amount;
        const freight = incoterm === 'FCA' ? 0n : FREIGHT;
        if (covered >= freight) assert.equal(got.carrier ?? 0n, freight);
      },
    ),
  );
});

test('an award always divides what is held, whatever the Incoterm and what was paid before', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU'),
      fc.bigInt({ min: 0n, max: 5_000_000n }),
      fc.bigInt({ min: 0n, max: 5_000_000n }),
      fc.bigInt({ min: 0n, max: FREIGHT }),
      (incoterm, held, award, before) => {
        if (award > held) return;
        const carried = incoterm !== 'EXW' && incoterm !== 'FCA';
        const freight = carried ? FREIGHT - before : 0n;
        const paid = { ...nothingPaid, freight: carried ? before : 0n };
        const lines = awardLines(
          sampleTerms({ incoterm }),
          parties,
          money(held, 'CNY'),
          money(award, 'CNY'),
          paid,
        );
        const of = (to: string) => lines.find((l) => l.to === to)?.money.amount ?? 0n;
        assert.equal(of('buyer') + of('carrier') + of('seller'), held);
        assert.equal(of('buyer'), award);
        assert.equal(of('carrier'), held - award < freight ? held - award : freight);
      },
    ),
  );
});
