import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SellerFacts } from '../../deals/index.ts';
import { figuresOf, partsOf, shippedOnTime } from '../model.ts';

const at = (day: string): Date => new Date(`${day}T08:00:00Z`);
const deal = (change: Partial<SellerFacts> = {}): SellerFacts => ({
  seller_org_id: 's',
  deal_id: 'd',
  number: 'n',
  buyer_org_id: 'b',
  demo: false,
  asked_at: at('2026-01-01'),
  answered_at: at('2026-01-03'),
  concluded_at: at('2026-01-05'),
  ship_by: '2026-02-01',
  departed_at: at('2026-02-01'),
  arrived_at: at('2026-02-20'),
  ended: true,
  claims: 0,
  claims_upheld: 0,
  declarations: 1,
  declarations_refused: 0,
  ...change,
});
const TODAY = '2026-03-01';

test('on time is by the day of the contract; what was given up before it left is neither', () => {
  assert.equal(shippedOnTime(deal(), TODAY), true, 'on the very day');
  assert.equal(shippedOnTime(deal({ departed_at: at('2026-02-02') }), TODAY), false);
  assert.equal(shippedOnTime(deal({ departed_at: null, ended: false }), TODAY), false, 'its day has passed');
  assert.equal(shippedOnTime(deal({ departed_at: null, ended: false, ship_by: TODAY }), TODAY), undefined);
  assert.equal(shippedOnTime(deal({ departed_at: null, ended: true }), TODAY), undefined, 'cancelled');
  assert.equal(
    shippedOnTime(deal({ concluded_at: null, ship_by: null, departed_at: null }), TODAY),
    undefined,
  );
});

test('few cases are counts, ten are a share, and each figure is the sum of its parts', () => {
  const nine = Array.from({ length: 9 }, (_, n) => deal({ deal_id: String(n), buyer_org_id: `b${n % 3}` }));
  const few = figuresOf(nine, TODAY);
  assert.deepEqual(few.on_time, { count: 9, of: 9, share_percent: null });
  const ten = [
    ...nine,
    deal({
      departed_at: at('2026-02-05'),
      claims: 2,
      claims_upheld: 1,
      declarations: 3,
      declarations_refused: 1,
      answered_at: null,
      buyer_org_id: 'new',
    }),
  ];
  const figures = figuresOf(ten, TODAY);
  assert.deepEqual(figures.on_time, { count: 9, of: 10, share_percent: 90 });
  assert.deepEqual(figures.claims, { count: 1, of: 10, share_percent: 10 });
  assert.equal(figures.claims_upheld, 1);
  assert.deepEqual(figures.refusals, { count: 1, of: 12, share_percent: 8 });
  assert.deepEqual(figures.answers, { count: 9, of: 10, share_percent: 90 });
  assert.equal(figures.answer_hours, 48);
  assert.deepEqual(figures.repeat_buyers, { count: 3, of: 4, share_percent: null });
  for (const name of ['on_time', 'claims', 'answers'] as const) {
    const parts = partsOf(name, ten, TODAY);
    assert.equal(parts.length, figures[name].of, name);
    assert.equal(parts.filter((p) => p.counts).length, figures[name].count, name);
  }
});

test('a firm without deals has figures of nothing, not of zero percent', () => {
  const none = figuresOf([], TODAY);
  assert.deepEqual(none.on_time, { count: 0, of: 0, share_percent: null });
  assert.equal(none.answer_hours, null);
});
