import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { money } from '../../../kernel/money.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import { type CheckFacts, checkRules, refusing, runChecks } from '../checks.ts';
import { composeFromTerms, shareStatisticalValue } from '../compose.ts';
import {
  type Declaration,
  type DeclarationState,
  declarationStates,
  releasable,
  stepFrom,
  steps,
} from '../model.ts';
import { chooseLane, riskRules } from '../risk.ts';
import { papersOf } from './funded-deal-fixture.ts';

const [A, B, C] = [1, 2, 3].map((n) => `0195f000-0000-7000-8000-00000000000${n}`) as [string, string, string];

function sound(overrides: Partial<Declaration> = {}): Declaration {
  const terms = sampleTerms();
  return {
    ...composeFromTerms(terms, 'import'),
    ...papersOf(terms),
    deal_id: A,
    declaration_id: B,
    parties: [A, B, C],
    number: 'KZ-1-I1',
    direction: 'import',
    declarant_org_id: A,
    trader_org_id: B,
    consignor_org_id: A,
    consignee_org_id: B,
    customs_org_id: C,
    currency: 'CNY',
    state: 'lodged',
    version: 1,
    checks: [],
    reasons: [],
    assessment: null,
    due: null,
    lane: null,
    lane_score: null,
    lane_reasons: [],
    cleared: false,
    payment_reference: null,
    demo: true,
    lodged_at: null,
    decide_by: null,
    inspected_at: null,
    released_at: null,
    ...overrides,
  };
}

function facts(declaration: Declaration, overrides: Partial<CheckFacts> = {}): CheckFacts {
  return {
    declaration,
    nomenclature: new Map([['850760', 'pcs']]),
    composed_value: money(103_450_000n, 'CNY'),
    registered: new Set([A, B]),
    arrived: false,
    date: '2026-03-02',
    ...overrides,
  };
}

test('any sequence of steps stays within the table, and nothing leaves withdrawn or cancelled', () => {
  const names = [...new Set(steps.map((s) => s.step))];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (sequence) => {
      let state: DeclarationState = 'draft';
      for (const name of sequence) {
        const step = stepFrom(state, name);
        if (!step) continue;
        assert.ok(state !== 'withdrawn' && state !== 'cancelled');
        if (step.to === 'released') assert.ok(['laned', 'inspected', 'paid'].includes(state));
        state = step.to;
        assert.ok(declarationStates.includes(state));
      }
    }),
  );
});

test('every state but the first is reached by a step, and a step has one target from a state', () => {
  const reached = new Set(['draft', ...steps.map((s) => s.to)]);
  assert.deepEqual([...reached].sort(), [...declarationStates].sort());
  for (const state of declarationStates)
    for (const name of new Set(steps.map((s) => s.step)))
      assert.ok(
        steps.filter((s) => s.step === name && s.from.includes(state)).length <= 1,
        `${state} ${name}`,
      );
});

test('a declaration composed from the terms passes every check', () => {
  const results = runChecks(facts(sound()));
  assert.deepEqual(
    results.filter((r) => !r.ok),
    [],
  );
  assert.equal(results.length, checkRules.length);
});

/** What is wrong, and the check that must find it. */
const failing: [check: string, wrong: Partial<Declaration>, overrides?: Partial<CheckFacts>][] = [
  ['hs_code_known', {}, { nomenclature: new Map() }],
  ['tariff_code_below_hs_code', { items: [{ ...item(), tariff_code: '8415100000' }] }],
  ['invoice_presented', { invoice: null }],
  ['value_matches_invoice', { items: [{ ...item(), value: money(1n, 'CNY') }] }],
  ['item_matches_invoice', { items: [{ ...item(), hs_code: '850650', tariff_code: null }] }],
  ['statistical_value_composed', {}, { composed_value: money(1n, 'CNY') }],
  ['document_presented', { documents: [] }],
  ['net_within_gross', { items: [{ ...item(), net_weight_milli: 9_999_999_999n }] }],
  ['quantity_in_supplementary_unit', {}, { nomenclature: new Map([['850760', 'kwh']]) }],
  ['party_registered', {}, { registered: new Set([A]) }],
  ['lodged_before_arrival', {}, { arrived: true }],
];

function item() {
  const [first] = sound().items;
  assert.ok(first);
  return first;
}

for (const [check, wrong, overrides] of failing)
  test(`check ${check} finds what is wrong`, () => {
    const results = runChecks(facts(sound(wrong), overrides));
    const found = results.filter((r) => r.check === check && !r.ok);
    assert.ok(found.length > 0);
    assert.ok(found.every((r) => r.code === `customs.check.${check}`));
    assert.equal(refusing(found).length > 0, check !== 'lodged_before_arrival');
  });

test('every check has a failing case here', () => {
  assert.deepEqual(
    [...new Set(failing.map(([check]) => check))].sort(),
    checkRules.map((r) => r.check).sort(),
  );
});

test('a gap of value is found for any amount that differs', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), (amount) => {
      const d = sound({ items: [{ ...item(), value: money(amount, 'CNY') }] });
      const found = runChecks(facts(d)).some((r) => r.check === 'value_matches_invoice' && !r.ok);
      assert.equal(found, amount !== 102_000_000n);
    }),
  );
});

test('the statistical value is shared among items without losing a cent', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 15n),
      fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 20 }),
      (total, values) => {
        const items = values.map((value, i) => ({ ...item(), line: i + 1, value: money(value, 'CNY') }));
        const shared = shareStatisticalValue(items, money(total, 'CNY'));
        assert.equal(
          shared.reduce((s, i) => s + i.statistical_value.amount, 0n),
          total,
        );
      },
    ),
  );
});

const calm = {
  checks: [],
  released_before: 3,
  assessment_complete: true,
  usd_value: 1_000_000n,
  unit_values: new Map<number, bigint[]>(),
};

test('a quiet declaration is green; points add up to yellow and red', () => {
  assert.deepEqual(chooseLane({ ...calm, declaration: sound() }), { lane: 'green', score: 0, reasons: [] });
  const yellow = chooseLane({ ...calm, declaration: sound(), assessment_complete: false });
  assert.equal(yellow.lane, 'yellow');
  const wine = sound({ items: [{ ...item(), hs_code: '220421' }] });
  const red = chooseLane({ ...calm, declaration: wine, assessment_complete: false });
  assert.equal(red.lane, 'red');
  assert.deepEqual(
    red.reasons.map((r) => r.code),
    ['customs.risk.sensitive_chapter', 'customs.risk.assessment_incomplete'],
  );
});

test('a value per kilogram far from the usual one is noticed only when enough is known', () => {
  // 2,400 kg for 10,000.00 USD: 416 cents a kilogram.
  const usual = (n: number, cents: bigint) => new Map([[1, Array<bigint>(n).fill(cents)]]);
  const scored = (unit_values: Map<number, bigint[]>) =>
    chooseLane({ ...calm, declaration: sound(), unit_values }).score;
  assert.equal(scored(usual(5, 400n)), 0);
  assert.equal(scored(usual(5, 100n)), 30);
  assert.equal(scored(usual(5, 900n)), 30);
  assert.equal(scored(usual(4, 100n)), 0);
});

test('every risk rule can be found', () => {
  const worst = {
    declaration: sound({
      documents: [],
      items: [{ ...item(), hs_code: '930690', origin_country: 'US' }],
    }),
    checks: [{ check: 'lodged_before_arrival', ok: false, code: '', params: {}, weight: 'risk' as const }],
    released_before: 0,
    assessment_complete: false,
    usd_value: 99_000_000n,
    unit_values: new Map([[1, Array<bigint>(9).fill(1n)]]),
  };
  assert.deepEqual(
    chooseLane(worst).reasons.map((r) => r.code),
    riskRules.map((r) => `customs.risk.${r.code}`),
  );
});

test('nothing is released while a charge is unknown, unpaid, or an officer is awaited', () => {
  const assessment = { complete: true } as Declaration['assessment'];
  const ready = { ...sound(), state: 'laned' as const, cleared: true, due: money(0n, 'KZT'), assessment };
  assert.ok(releasable(ready));
  assert.ok(!releasable({ ...ready, cleared: false }));
  assert.ok(!releasable({ ...ready, due: null }));
  assert.ok(!releasable({ ...ready, due: money(5n, 'KZT') }));
  assert.ok(!releasable({ ...ready, due: money(5n, 'KZT'), payment_reference: 't' }));
  assert.ok(releasable({ ...ready, state: 'paid', due: money(5n, 'KZT'), payment_reference: 't' }));
  assert.ok(!releasable({ ...ready, state: 'lodged' }));
});
