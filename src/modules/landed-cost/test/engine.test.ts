import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../../kernel/hash.ts';
import { assess } from '../assess.ts';
import { applyDutyRule, percentOf } from '../duty-rule.ts';
import type { AssessmentLine, Charge, EngineRequest } from '../model.ts';
import type { DutyLine, DutyRule, TariffBook } from '../tariff-book.ts';

const line = (given: Partial<AssessmentLine> = {}): AssessmentLine => ({
  line: 1,
  hs_code: '850760',
  customs_value: { amount: '1000000', currency: 'KZT' },
  quantity: '10.000',
  unit: 'pcs',
  net_weight_kg: '100.000',
  ...given,
});

const request = (given: Partial<EngineRequest> = {}): EngineRequest => ({
  date: '2026-03-01',
  destination_country: 'KZ',
  origin_country: 'CN',
  currency: 'KZT',
  lines: [line()],
  rates: [
    {
      from: 'EUR',
      to: 'KZT',
      numerator: '550',
      denominator: '1',
      source: 'given',
      as_of: '2026-03-01',
      status: 'stated',
    },
  ],
  ...given,
});

const adValorem = (pct: string): DutyRule => ({
  rule: 'ad_valorem',
  ad_valorem_pct: pct,
  specific_amount: null,
  specific_currency: null,
  specific_unit: null,
  specific_per: null,
});

const withSpecific = (
  rule: DutyRule['rule'],
  pct: string | null,
  amount: string,
  unit = 'kg',
  per = 1,
): DutyRule => ({
  rule,
  ad_valorem_pct: pct,
  specific_amount: amount,
  specific_currency: 'EUR',
  specific_unit: unit,
  specific_per: per,
});

const dutyLine = (code: string, rule: DutyRule, given: Partial<DutyLine> = {}): DutyLine => ({
  regime: 'EAEU',
  code,
  valid_from: '2022-01-01',
  valid_to: null,
  conditions: '',
  footnote: null,
  condition_notes: null,
  supplementary_unit: null,
  status: 'sourced',
  source: 'test',
  note: null,
  ...rule,
  ...given,
});

const book = (lines: DutyLine[], given: Partial<TariffBook> = {}): TariffBook => ({
  country: 'KZ',
  date: '2026-03-01',
  regimes: [{ regime: 'EAEU', complete: true, weakens_above_zero: false, caveat: null, caveat_text: null }],
  lines,
  footnotes: [],
  taxes: [
    {
      kind: 'vat',
      code: '',
      valid_from: '2026-01-01',
      valid_to: null,
      rule: 'ad_valorem',
      pct: '16',
      status: 'sourced',
      source: 'test',
      note: null,
    },
  ],
  fees: [],
  ...given,
});

const charge = (charges: Charge[], kind: string): Charge => {
  const found = charges.find((c) => c.kind === kind);
  assert.ok(found, `a charge of kind ${kind}`);
  return found;
};

test('ad valorem duty, and VAT on value plus duty', () => {
  const answer = assess(request(), book([dutyLine('8507600000', adValorem('5'))]));
  assert.equal(charge(answer.charges, 'duty').amount?.amount, '50000');
  assert.equal(charge(answer.charges, 'vat').base?.amount, '1050000');
  assert.equal(charge(answer.charges, 'vat').amount?.amount, '168000');
  assert.equal(answer.totals.total?.amount, '218000');
  assert.equal(answer.complete, true);
});

test('specific, not less than, plus and lower of, worked by hand', () => {
  const measure = { value: 1000000n, line: line(), currency: 'KZT', rates: request().rates };
  // 100 kg × EUR 0.2 × 550 = KZT 11,000 = 1,100,000 tiyn.
  assert.deepEqual(applyDutyRule(withSpecific('specific', null, '0.2'), measure), { amount: 1100000n });
  assert.deepEqual(applyDutyRule(withSpecific('not_less_than', '5', '0.2'), measure), { amount: 1100000n });
  assert.deepEqual(applyDutyRule(withSpecific('not_less_than', '5', '0.001'), measure), { amount: 50000n });
  assert.deepEqual(applyDutyRule(withSpecific('plus', '5', '0.2'), measure), { amount: 1150000n });
  // 10 pieces of 1,500 cm³ × EUR 0.6 × 550 = KZT 4,950,000.
  const cars = {
    ...measure,
    line: line({ vehicle: { fuel: 'petrol', engine_cm3: 1500, age_months: 0 } }),
  };
  const car = { ...withSpecific('lower_of', '12.5', '0.6', 'engine_cm3'), alt_ad_valorem_pct: '15' };
  assert.deepEqual(applyDutyRule(car, cars), { amount: 150000n });
  assert.deepEqual(applyDutyRule(withSpecific('specific', null, '1', 'kg', 1000), measure), {
    amount: 5500n,
  });
});

test('an unknown duty leaves duty and VAT without amount, never zero', () => {
  const answer = assess(request(), book([]));
  assert.equal(charge(answer.charges, 'duty').amount, null);
  assert.equal(charge(answer.charges, 'vat').amount, null);
  assert.equal(answer.totals.total, null);
  assert.equal(answer.complete, false);
  assert.deepEqual(
    answer.missing.map((m) => [m.kind, m.code]),
    [
      ['duty', 'no_rate_on_file'],
      ['vat', 'depends_on_unknown'],
    ],
  );
});

test('a rate somebody states completes the assessment and is named as stated', () => {
  const stated = line({ stated_rates: [{ kind: 'duty', pct: '8', reference: 'act 1' }] });
  const answer = assess(request({ lines: [stated] }), book([]));
  assert.equal(charge(answer.charges, 'duty').amount?.amount, '80000');
  assert.equal(charge(answer.charges, 'duty').status, 'stated');
  assert.equal(answer.complete, true);
});

test('six digits with different rates answer a range and ask for the national code', () => {
  const lines = [dutyLine('8507600001', adValorem('0')), dutyLine('8507600009', adValorem('10'))];
  const open = assess(request(), book(lines));
  const duty = charge(open.charges, 'duty');
  assert.equal(duty.status, 'ambiguous');
  assert.deepEqual([duty.range?.low.amount, duty.range?.high.amount], ['0', '100000']);
  assert.ok(open.missing.some((m) => m.code === 'national_code_needed'));
  const closed = assess(request({ lines: [line({ tariff_code: '8507600009' })] }), book(lines));
  assert.equal(charge(closed.charges, 'duty').amount?.amount, '100000');
  const same = assess(request(), book(lines.map((l) => ({ ...l, ad_valorem_pct: '5' }))));
  assert.equal(charge(same.charges, 'duty').amount?.amount, '50000');
});

test('a line of an incomplete tariff speaks for six digits only when they are not divided', () => {
  const partial = {
    regimes: [{ regime: 'CN', complete: false, weakens_above_zero: false, caveat: null, caveat_text: null }],
  };
  const one = (code: string): Charge =>
    charge(
      assess(request(), book([dutyLine(code, adValorem('10'), { regime: 'CN' })], partial)).charges,
      'duty',
    );
  assert.equal(one('85076000').amount?.amount, '100000');
  assert.equal(one('85076010').amount, null);
  assert.equal(one('8507').amount?.amount, '100000');
});

test('a footnote replaces the rate in its territory only; an unread footnote leaves the rate unknown', () => {
  const noted = [dutyLine('8507600000', adValorem('5'), { footnote: '9C' })];
  const footnote = (scope: string, rule: DutyRule): TariffBook =>
    book(noted, {
      footnotes: [
        {
          ...rule,
          regime: 'EAEU',
          note: '9C',
          stage: 1,
          scope,
          valid_from: '2025-01-01',
          valid_to: null,
          status: rule.rule === 'unknown' ? 'no_rate_on_file' : 'sourced',
          source: 'test',
        },
      ],
    });
  const amount = (b: TariffBook): string | undefined =>
    charge(assess(request(), b).charges, 'duty').amount?.amount;
  assert.equal(amount(footnote('EAEU', adValorem('0'))), '0');
  assert.equal(amount(footnote('RU', adValorem('0'))), '50000');
  assert.equal(amount(footnote('EAEU', { ...adValorem('0'), rule: 'unknown' })), undefined);
});

test('conditions on vehicles ask for what they need and then decide', () => {
  const rules = [
    dutyLine('8507', adValorem('15'), { conditions: 'fuel=petrol;engine_up_to_cm3=1000' }),
    dutyLine('8507', adValorem('30'), { conditions: 'fuel=petrol;engine_over_cm3=1000' }),
  ];
  const asked = assess(request(), book(rules));
  assert.ok(asked.missing.some((m) => m.code === 'vehicle_detail_needed'));
  const vehicle = { fuel: 'petrol' as const, engine_cm3: 1001, age_months: 3 };
  const answer = assess(request({ lines: [line({ vehicle })] }), book(rules));
  assert.equal(charge(answer.charges, 'duty').amount?.amount, '300000');
});

test('a missing exchange rate is named and nothing rests on it', () => {
  const foreign = line({ customs_value: { amount: '100', currency: 'RUB' } });
  const answer = assess(request({ lines: [foreign] }), book([dutyLine('8507600000', adValorem('5'))]));
  assert.equal(answer.customs_value, null);
  assert.equal(charge(answer.charges, 'duty').amount, null);
  assert.ok(answer.missing.some((m) => m.code === 'exchange_rate_needed'));
});

test('fees: a sheet count, a per cent, and an unknown levy', () => {
  const fee = {
    code: '',
    valid_from: '2020-01-01',
    valid_to: null,
    value_over_usd: '0',
    value_up_to_usd: null,
    source: 't',
    note: null,
  };
  const fees: TariffBook['fees'] = [
    {
      ...fee,
      name: 'processing',
      rule: 'per_sheet',
      amount: '19000',
      further_amount: '7000',
      currency: 'KZT',
      status: 'sourced',
    },
    {
      ...fee,
      name: 'share',
      rule: 'percent',
      amount: '0.2',
      further_amount: null,
      currency: null,
      status: 'sourced',
    },
    {
      ...fee,
      name: 'levy',
      code: '8703',
      rule: 'unknown',
      amount: null,
      further_amount: null,
      currency: null,
      status: 'no_rate_on_file',
    },
  ];
  const lines = [1, 2, 3, 4, 5].map((n) => line({ line: n }));
  const answer = assess(request({ lines }), book([dutyLine('8507600000', adValorem('0'))], { fees }));
  const byName = new Map(
    answer.charges.filter((c) => c.kind === 'fee').map((c) => [c.name, c.amount?.amount]),
  );
  // One first sheet and two further ones: 19,000 + 14,000; 0.2 % of 50,000.00.
  assert.deepEqual(
    [...byName],
    [
      ['processing', '3300000'],
      ['share', '10000'],
    ],
  );
  assert.equal(answer.complete, true);
  const car = assess(
    request({ lines: [line({ hs_code: '870380' })] }),
    book([dutyLine('8703800000', adValorem('0'))], { fees }),
  );
  assert.ok(car.missing.some((m) => m.kind === 'fee'));
});

const pct = fc.integer({ min: 0, max: 4000 }).map((n) => (n / 100).toString());
const euros = fc.integer({ min: 1, max: 99999 }).map((n) => (n / 1000).toString());
const anyRule: fc.Arbitrary<DutyRule> = fc.oneof(
  pct.map(adValorem),
  euros.map((e) => withSpecific('specific', null, e)),
  fc.tuple(pct, euros).map(([p, e]) => withSpecific('not_less_than', p, e)),
  fc.tuple(pct, euros).map(([p, e]) => withSpecific('plus', p, e)),
  fc
    .tuple(pct, pct, euros)
    .map(([p, alt, e]) => ({ ...withSpecific('lower_of', p, e), alt_ad_valorem_pct: alt })),
);
const milli = fc
  .integer({ min: 1, max: 100_000_000 })
  .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
const anyLine = fc
  .record({ value: fc.bigInt({ min: 1n, max: 10n ** 15n }), weight: milli, quantity: milli })
  .map(({ value, weight, quantity }) =>
    line({ customs_value: { amount: value.toString(), currency: 'KZT' }, net_weight_kg: weight, quantity }),
  );

test('the same request and book give the same answer to the byte', () => {
  fc.assert(
    fc.property(anyLine, anyRule, (goods, rule) => {
      const asked = request({ lines: [goods] });
      const rules = book([dutyLine('8507600000', rule)]);
      const kept = JSON.stringify({ asked, rules });
      const replayed = JSON.parse(kept);
      assert.equal(
        canonicalJson(assess(asked, rules)),
        canonicalJson(assess(replayed.asked, replayed.rules)),
      );
      assert.equal(JSON.stringify({ asked, rules }), kept, 'the engine changes neither request nor book');
    }),
  );
});

test('VAT rests on value, duty and excise', () => {
  fc.assert(
    fc.property(anyLine, anyRule, pct, (goods, rule, excise) => {
      const vatOnly = book([dutyLine('8507600000', rule)]);
      const [vatRule] = vatOnly.taxes;
      assert.ok(vatRule);
      const rules = { ...vatOnly, taxes: [vatRule, { ...vatRule, kind: 'excise' as const, pct: excise }] };
      const { charges, totals } = assess(request({ lines: [goods] }), rules);
      const amount = (kind: string): bigint => BigInt(charge(charges, kind).amount?.amount ?? '-1');
      const base = BigInt(goods.customs_value.amount) + amount('duty') + amount('excise');
      assert.equal(charge(charges, 'vat').base?.amount, base.toString());
      assert.equal(amount('vat'), percentOf(base, '16'));
      assert.equal(totals.total?.amount, (amount('duty') + amount('excise') + amount('vat')).toString());
    }),
  );
});

test('a higher value never lowers a duty, and a floor is never undercut', () => {
  fc.assert(
    fc.property(anyLine, anyRule, fc.bigInt({ min: 0n, max: 10n ** 12n }), (goods, rule, more) => {
      const value = BigInt(goods.customs_value.amount);
      const at = (v: bigint, r: DutyRule): bigint => {
        const applied = applyDutyRule(r, { value: v, line: goods, currency: 'KZT', rates: request().rates });
        assert.ok('amount' in applied);
        return applied.amount;
      };
      assert.ok(at(value + more, rule) >= at(value, rule));
      if (rule.rule === 'not_less_than') {
        assert.ok(at(value, rule) >= at(value, { ...rule, rule: 'specific' }));
        assert.ok(at(value, rule) >= at(value, { ...rule, rule: 'ad_valorem' }));
      }
      if (rule.rule === 'lower_of') {
        assert.ok(at(value, rule) <= at(value, { ...rule, rule: 'not_less_than' }));
        assert.ok(at(value, rule) <= percentOf(value, rule.alt_ad_valorem_pct ?? ''));
      }
    }),
  );
});
