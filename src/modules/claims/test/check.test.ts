import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { over, plus, roundTo, showDecimal, whole } from '../exact/fraction.ts';
import type { Verdict } from '../model.ts';
import { bookOf, check, fact, type Store } from './facts.ts';

/** China with Kazakhstan and Kyrgyzstan, in millions of dollars. */
const store: Store = {
  facts: [
    fact(2021, 'CN', 'KZ', 'total', 25_250),
    fact(2022, 'CN', 'KZ', 'total', 31_200),
    fact(2023, 'CN', 'KZ', 'total', 41_020),
    fact(2024, 'CN', 'KZ', 'total', 43_820),
    fact(2025, 'CN', 'KZ', 'total', 48_700),
    fact(2024, 'CN', 'KZ', 'export', 28_200),
    fact(2025, 'CN', 'KZ', 'export', 29_700),
    fact(2025, 'CN', 'KZ', 'import', 19_000),
    fact(2025, 'CN', 'WLD', 'total', 6_350_000),
    fact(2024, 'CN', 'WLD', 'total', 6_160_000),
    fact(2025, 'KZ', 'CN', 'total', 34_100),
    fact(2025, 'KZ', 'RU', 'total', 27_100),
    fact(2025, 'KZ', 'UZ', 'total', 4_300),
    fact(2025, 'KZ', 'WLD', 'total', 90_000),
    fact(2024, 'KZ', 'CN', 'total', 27_000),
    fact(2024, 'KZ', 'RU', 'total', 28_100),
    fact(2024, 'KZ', 'WLD', 'total', 80_000),
    fact(2024, 'CN', 'KG', 'import', 80),
    fact(2025, 'CN', 'KG', 'import', 952),
  ],
};

describe('each metric', () => {
  const fall = { metric: 'growth', reporter: 'KAZ', partner: 'RUS', unit: 'percent' };
  const cases: [Parameters<typeof check>[0], Verdict, number | null][] = [
    [{ metric: 'level', value: '48.7' }, 'reproduced', 48.7],
    [{ metric: 'level', value: '49.7' }, 'differs', 48.7],
    [{ metric: 'level', value: '48', bound: 'over' }, 'reproduced', 48.7],
    [{ metric: 'level', value: '50', bound: 'nearly' }, 'reproduced', 48.7],
    [{ metric: 'level', value: '45', bound: 'nearly' }, 'differs', 48.7],
    [{ metric: 'level', value: '48', bound: 'under' }, 'differs', 48.7],
    [{ metric: 'level', value: '47', bound: 'about' }, 'reproduced', 48.7],
    // Trade with Russia fell by 3.56 percent: a bound speaks of the size of a fall.
    [{ ...fall, value: '-3', bound: 'over' }, 'reproduced', -3.558719],
    [{ ...fall, value: '-4', bound: 'over' }, 'differs', -3.558719],
    [{ ...fall, value: '-4', bound: 'under' }, 'reproduced', -3.558719],
    [{ ...fall, value: '-3', bound: 'under' }, 'differs', -3.558719],
    [{ ...fall, value: '-3.7', bound: 'nearly' }, 'reproduced', -3.558719],
    [{ ...fall, value: '-3.2', bound: 'nearly' }, 'differs', -3.558719],
    [{ metric: 'growth', value: '-3', unit: 'percent', bound: 'over' }, 'differs', 11.136467],
    [{ metric: 'threshold', value: '40' }, 'reproduced', 48.7],
    [{ metric: 'threshold', value: '50' }, 'differs', 48.7],
    [{ metric: 'balance', value: '10.7' }, 'reproduced', 10.7],
    [{ metric: 'additivity', value: '48.7' }, 'reproduced', 48.7],
    [{ metric: 'growth', value: '11', unit: 'percent' }, 'reproduced', 11.136467],
    [{ metric: 'growth', unit: 'sign_positive' }, 'reproduced', 11.136467],
    [{ metric: 'growth', unit: 'sign_negative' }, 'differs', 11.136467],
    [{ metric: 'growth', partner: 'KGZ', flow: 'import', value: '10.9', unit: 'times' }, 'reproduced', 10.9],
    [{ metric: 'fold', partner: 'KGZ', flow: 'import', value: '11.9', unit: 'fold' }, 'reproduced', 11.9],
    [{ metric: 'fold', partner: 'KGZ', flow: 'import', value: '10.9', unit: 'times' }, 'reproduced', 10.9],
    [{ metric: 'acceleration', value: '4.3', unit: 'percentage_points' }, 'reproduced', 4.310529],
    [{ metric: 'acceleration', unit: 'sign_positive' }, 'reproduced', 4.310529],
    [
      { metric: 'share', reporter: 'KAZ', partner: 'CHN', value: '37.9', unit: 'percent' },
      'reproduced',
      37.888889,
    ],
    [
      { metric: 'share_change', reporter: 'KAZ', partner: 'CHN', unit: 'sign_positive' },
      'reproduced',
      4.138889,
    ],
    [
      { metric: 'contribution', flow: 'export', value: '3.4', unit: 'percentage_points' },
      'reproduced',
      3.423094,
    ],
    [{ metric: 'rank', reporter: 'KAZ', partner: 'CHN', value: '1', unit: 'rank' }, 'reproduced', 1],
    [{ metric: 'rank', reporter: 'KAZ', partner: 'RUS', value: '1', unit: 'rank' }, 'differs', 2],
    [
      { metric: 'first_time_rank', reporter: 'KAZ', partner: 'CHN', value: '1', unit: 'boolean' },
      'reproduced',
      1,
    ],
    [{ metric: 'threshold_crossed', value: '45' }, 'reproduced', 48.7],
    [{ metric: 'threshold_crossed', value: '40' }, 'differs', 48.7],
    [{ metric: 'threshold_crossed', value: '50' }, 'differs', 48.7],
    [{ metric: 'record', value: '1', unit: 'boolean' }, 'reproduced', 1],
    [{ metric: 'record', value: '0', unit: 'boolean' }, 'differs', 1],
    [{ metric: 'streak', value: '4', unit: 'years' }, 'reproduced', 4],
    [{ metric: 'streak', value: '5', unit: 'years' }, 'cannot_be_checked', null],
    [{ metric: 'count', reporter: 'KAZ', partner: 'WLD', value: '3', unit: 'countries' }, 'reproduced', 3],
    [{ metric: 'mode_share', commodity: 'road', value: '51.8', unit: 'percent' }, 'cannot_be_checked', null],
    [{ metric: 'mode_growth', commodity: 'road', unit: 'sign_positive' }, 'cannot_be_checked', null],
    [{ metric: 'group_growth', commodity: 'high_tech', unit: 'sign_positive' }, 'cannot_be_checked', null],
    [{ metric: 'diversification', commodity: 'x', unit: 'sign_positive' }, 'cannot_be_checked', null],
  ];
  for (const [asked, verdict, computed] of cases)
    test(`${asked.metric} ${asked.flow ?? ''} ${asked.value ?? ''} ${asked.unit ?? ''} ${asked.bound ?? ''} ${verdict}`, () => {
      const found = check(asked, store);
      assert.equal(found.verdict, verdict, found.reason.text);
      const shown = found.computed && Number(showDecimal(found.computed.point, 6));
      assert.equal(shown, computed);
    });

  test('a growth of two rounded numbers has the interval of both', () => {
    const { computed, claimed } = check({ metric: 'growth', value: '11', unit: 'percent' }, store);
    // 48.65 ÷ 43.825 − 1 and 48.75 ÷ 43.815 − 1
    assert.equal(computed && showDecimal(computed.low, 4), '11.0097');
    assert.equal(computed && showDecimal(computed.high, 4), '11.2633');
    assert.deepEqual(
      [claimed?.low, claimed?.high].map((f) => f && showDecimal(f)),
      ['10.5', '11.5'],
    );
  });

  test('a streak says where it starts, a record since when there is data', () => {
    const broken: Store = { facts: [...store.facts, fact(2020, 'CN', 'KZ', 'total', 26_000)] };
    const streak = check({ metric: 'streak', value: '5', unit: 'years' }, broken);
    assert.deepEqual([streak.verdict, streak.computed?.point.n], ['differs', 4n]);
    assert.ok(streak.notes.some((n) => n.code === 'streak_starts' && n.text.startsWith('2021')));
    const record = check({ metric: 'record', value: '1', unit: 'boolean' }, store);
    assert.ok(record.notes.some((n) => n.code === 'coverage' && n.text.includes('since 2021')));
  });

  test('a rank stays open where the partners held leave room for a greater one', () => {
    const open: Store = { facts: [...store.facts.filter((f) => f.partner !== 'WLD')] };
    const asked = { metric: 'rank', reporter: 'KAZ', partner: 'CHN', value: '1', unit: 'rank' };
    assert.equal(check(asked, open).verdict, 'cannot_be_checked');
    const both = check({ ...asked, reporter: 'KAZ|KGZ' }, store);
    assert.equal(both.verdict, 'cannot_be_checked');
    assert.match(both.reason.text, /Kyrgyzstan's trade with China, 2025/);
    // One country where it does not hold settles a claim on several.
    assert.equal(check({ ...asked, partner: 'RUS', reporter: 'KAZ|KGZ' }, store).verdict, 'differs');
  });

  test('whose figures are used decides a rank, and both are shown', () => {
    const asked = {
      metric: 'rank',
      reporter: 'KAZ',
      partner: 'CHN',
      period: '2024',
      value: '1',
      unit: 'rank',
    };
    const found = check(asked, store);
    assert.equal(found.verdict, 'differs');
    const notes = found.notes.map((n) => `${n.code}: ${n.text}`).join('\n');
    assert.match(notes, /rank_own: Kazakhstan 2024, own figures: China 27, Russia 28.1: place 2/);
    assert.match(notes, /rank_mirror: Kazakhstan 2024, with China's report: China 43.82.*place 1/);
  });
});

describe('each reason', () => {
  const reasonOf = (asked: Parameters<typeof check>[0], of: Store = store) => {
    const { verdict, reason } = check(asked, of);
    return `${verdict} ${reason.code} ${reason.detail}`;
  };
  const printed = (millions: number, change: object = {}) => ({
    year: 2025,
    first_month: 1,
    last_month: 12,
    printed_period: 'full year',
    reporter: 'CN',
    partner: 'KZ',
    flow: 'total' as const,
    commodity: 'all goods',
    value: BigInt(millions) * 1_000_000n,
    currency: 'USD',
    growth: null,
    quantity: null,
    estimate: false,
    confidence: 'high',
    publisher: 'somebody',
    note: null,
    source_url: null,
    vintage: '2026-03-02.1',
    ...change,
  });

  test('rounding: digits cut off, rounded up, or one digit less', () => {
    const facts = [fact(2025, 'CN', 'KZ', 'total', 48_672.5)];
    assert.equal(reasonOf({ value: '48.6' }, { facts }), 'differs rounding cut_off');
    const up = [fact(2025, 'CN', 'KZ', 'total', 48_612.5)];
    assert.equal(reasonOf({ value: '48.7' }, { facts: up }), 'differs rounding rounded_up');
    assert.equal(reasonOf({ value: '49.0' }, { facts }), 'differs rounding coarser');
  });

  test('vintage: as known on another day, or a revised base', () => {
    const others = [
      { day: '2026-02-01', book: bookOf({ facts: [fact(2025, 'CN', 'KZ', 'total', 47_500)] }) },
    ];
    assert.equal(reasonOf({ value: '47.5' }, { ...store, others }), 'differs vintage 2026-02-01');
    const facts = [
      fact(2025, 'CN', 'KZ', 'total', 48_700, { source_url: 'http://a.example' }),
      fact(2024, 'CN', 'KZ', 'total', 43_820, { source_url: 'http://b.example' }),
    ];
    const asked = { metric: 'growth', value: '10.4', unit: 'percent' };
    assert.equal(reasonOf(asked, { facts }), 'differs vintage revised_base');
    assert.equal(reasonOf({ ...asked, value: '25.0' }, { facts }), 'differs unexplained null');
  });

  test('source: another publisher prints the claimed number', () => {
    assert.equal(
      reasonOf({ value: '47.9' }, { ...store, published: [printed(47_900)] }),
      'differs source other_publisher',
    );
  });

  test('derivation: the sum of the countries, or of the flows', () => {
    const five = ['KZ', 'KG', 'TJ', 'TM', 'UZ'].map((c) => fact(2025, 'CN', c, 'total', 20_500));
    const facts = [...five, fact(2025, 'CN', 'C5', 'total', 101_000)];
    assert.equal(
      reasonOf({ partner: 'C5', value: '102.5' }, { facts }),
      'differs derivation sum_of_countries',
    );
    const flows = [
      fact(2025, 'CN', 'KZ', 'total', 48_000),
      fact(2025, 'CN', 'KZ', 'export', 29_700),
      fact(2025, 'CN', 'KZ', 'import', 19_000),
    ];
    assert.equal(reasonOf({ value: '48.7' }, { facts: flows }), 'differs derivation from_flows');
  });

  test('currency, mirror side, flow, year, unit, power of ten', () => {
    const facts = [...store.facts, fact(2025, 'CN', 'KZ', 'total', 345_600, { currency: 'CNY' })];
    assert.equal(reasonOf({ value: '345.6' }, { facts }), 'differs currency CNY');
    assert.equal(reasonOf({ value: '34.1' }), 'differs mirror_side partner_report');
    assert.equal(reasonOf({ value: '29.7' }), 'differs definition flow_export');
    assert.equal(reasonOf({ value: '43.82' }), 'differs definition year_before');
    assert.equal(reasonOf({ value: '487' }), 'differs definition power_of_ten');
    const grew = { partner: 'KGZ', flow: 'import', metric: 'growth', value: '11.9', unit: 'times' };
    assert.equal(reasonOf(grew), 'differs definition unit_fold');
  });

  test('an estimate carries no check, and is named as what gives the number', () => {
    const estimate = fact(2025, 'CN', 'TJ', 'total', 4_300, { status: 'estimate' });
    assert.equal(
      reasonOf({ partner: 'TJK', value: '4.3' }, { facts: [estimate] }),
      'cannot_be_checked only_estimates null',
    );
  });

  test('a guard that refuses a comparison makes it one that cannot be checked', () => {
    const guard = {
      guard: 'partner_set_break' as const,
      severity: 'refuse' as const,
      where: 'CN KZ total 2025',
      reason: 'the partners of 2025 are not those of 2024',
      said: { code: 'total_jumps' as const, params: {} },
      rows: [],
      scope: {
        source: 'official',
        reporter: 'CN',
        partner: null,
        flow: null,
        commodity: null,
        periods: ['2025'],
      },
    };
    const guarded: Store = { ...store, guards: [guard] };
    assert.equal(
      reasonOf({ metric: 'growth', value: '11', unit: 'percent' }, guarded),
      'cannot_be_checked guarded null',
    );
    // The level itself may be printed.
    assert.equal(reasonOf({ value: '48.7' }, guarded), 'reproduced as_claimed null');
  });

  test('what is not held is named, with where it is published', () => {
    const found = check({ reporter: 'KGZ', partner: 'CHN', value: '5' }, store);
    assert.equal(found.reason.code, 'figure_missing');
    assert.deepEqual(found.missing, [
      {
        what: "Kyrgyzstan's trade with China, 2025",
        where: 'National Statistical Committee of the Kyrgyz Republic, https://stat.gov.kg',
        because: 'figure_missing',
        cell: { reporter: 'KG', partner: 'CN', flow: 'total', commodity: 'TOTAL', period: '2025' },
      },
    ]);
    assert.equal(reasonOf({ metric: 'happiness', value: '5' }), 'cannot_be_checked metric_unknown null');
  });

  test('a conversion decides nothing within half a percent', () => {
    const facts = [fact(2024, 'CN', 'KZ', 'total', 43_850)];
    const asked = (value: string) => reasonOf({ period: '2024', value, unit: 'CNY_bn' }, { facts });
    assert.equal(asked('311.8'), 'reproduced as_claimed null');
    assert.equal(asked('312.9'), 'cannot_be_checked currency conversion_not_exact');
    assert.match(asked('350.1'), /^differs/);
  });

  test('a direction within the rounding is left open', () => {
    const facts = [fact(2024, 'CN', 'KZ', 'total', 48_600), fact(2025, 'CN', 'KZ', 'total', 48_700)];
    assert.equal(
      reasonOf(
        { metric: 'growth', unit: 'sign_positive' },
        { facts: facts.map((f) => ({ ...f, value: (f.value / 10n ** 9n) * 10n ** 9n })) },
      ),
      'cannot_be_checked rounding sign_open',
    );
  });
});

test('a value rounded to its printed precision is always reproduced; moved by more than the intervals never', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 900_000_000 }),
      fc.integer({ min: 1, max: 900_000_000 }),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom('level' as const, 'growth' as const, 'fold' as const),
      (now, before, places, metric) => {
        const facts = [
          fact(2025, 'CN', 'KZ', 'total', now / 1000),
          fact(2024, 'CN', 'KZ', 'total', before / 1000),
        ];
        const unit = { level: 'USD_mn', growth: 'percent', fold: 'fold' }[metric];
        const step = { n: 1n, d: 10n ** BigInt(places) };
        const asked = { metric, unit, printed_precision: showDecimal(step) };
        const { computed } = check({ ...asked, value: '1' }, { facts });
        assert.ok(computed);
        const printed = roundTo(computed.point, step);
        assert.equal(check({ ...asked, value: showDecimal(printed) }, { facts }).verdict, 'reproduced');
        const beyond = roundTo(plus(plus(computed.high, step), over(step, whole(2))), step, 'up');
        assert.notEqual(check({ ...asked, value: showDecimal(beyond) }, { facts }).verdict, 'reproduced');
      },
    ),
  );
});
