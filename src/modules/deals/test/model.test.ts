import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromJson, subtract } from '../../../kernel/money.ts';
import { cifValue, fobValue, priceOf, termsErrors } from '../index.ts';
import {
  type DealState,
  dealStates,
  finalStates,
  nextActions,
  transitionFor,
  transitions,
} from '../model.ts';
import { sampleTerms } from './deal-fixture.ts';

test('any sequence of events stays within the table of states', () => {
  const events = [...new Set(transitions.map((t) => t.event))];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (sequence) => {
      let state: DealState = 'requested';
      for (const event of sequence) {
        const step = transitionFor(state, event);
        if (!step) continue;
        assert.ok(!finalStates.includes(state), `left the final state ${state}`);
        state = step.to;
        assert.ok(dealStates.includes(state));
      }
    }),
  );
});

test('every state can be reached, and every state that is not final can be left', () => {
  const reached = new Set(['requested', ...transitions.map((t) => t.to)]);
  assert.deepEqual([...reached].sort(), [...dealStates].sort());
  for (const state of dealStates.filter((s) => !finalStates.includes(s)))
    assert.ok(
      transitions.some((t) => t.from.includes(state)),
      state,
    );
});

test('each step has one meaning in each state', () => {
  for (const state of dealStates)
    for (const event of new Set(transitions.map((t) => t.event)))
      assert.ok(
        transitions.filter((t) => t.event === event && t.from.includes(state)).length <= 1,
        `${state} ${event}`,
      );
  assert.ok(nextActions.length > 5);
});

test('the mirror gap of terms is frontier freight and insurance, to the last cent', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n), (at_frontier, insurance) => {
      const terms = sampleTerms();
      terms.freight.at_frontier = { amount: at_frontier.toString(), currency: 'CNY' };
      terms.insurance = { amount: insurance.toString(), currency: 'CNY' };
      assert.equal(subtract(cifValue(terms), fobValue(terms)).amount, at_frontier + insurance);
    }),
  );
});

test('terms that do not add up are named field by field', () => {
  assert.deepEqual(termsErrors(sampleTerms()), []);
  const half = (unit: string) =>
    termsErrors(sampleTerms({ goods: sampleTerms().goods.map((g) => ({ ...g, unit, quantity: '119.5' })) }));
  assert.deepEqual(
    half('pcs').map((e) => `${e.path} ${e.code}`)[0],
    '/goods/0/quantity not_whole',
    'an offer, a counter-offer and a call-off of a frame become such terms',
  );
  assert.ok(half('kg').every((e) => e.code !== 'not_whole'));
  const wrong = sampleTerms({ price: { amount: '1', currency: 'CNY' }, incoterm: 'FOB', to_country: 'CN' });
  assert.deepEqual(
    termsErrors(wrong).map((e) => e.path),
    ['/incoterm', '/to_country', '/price'],
  );
  const mixed = sampleTerms({ insurance: { amount: '1', currency: 'USD' } });
  assert.equal(termsErrors(mixed)[0]?.code, 'mixed_currencies');
});

test('the price follows the Incoterm', () => {
  const goods = '102000000';
  for (const [incoterm, price] of [
    ['FCA', goods],
    ['CPT', '103550000'],
    ['CIP', '103850000'],
  ] as const)
    assert.equal(priceOf({ ...sampleTerms(), incoterm }).amount.toString(), price);
  assert.equal(fromJson({ amount: goods, currency: 'CNY' }).amount, 102_000_000n);
});
