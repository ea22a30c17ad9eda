import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeContainer, makeWagon } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { routeList } from '../../reference/index.ts';
import {
  type ConsignmentState,
  consignmentStates,
  etaFrom,
  gaugeChanges,
  isBorderPlace,
  type Leg,
  placesOf,
  stepFrom,
  steps,
} from '../model.ts';
import { kmByPart } from '../quote-freight.ts';
import { unitKind } from '../unit-numbers.ts';

test('any sequence of steps stays within the table; delivered and cancelled are the end', () => {
  const names = [...new Set(steps.map((s) => s.step))];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { maxLength: 40 }), (sequence) => {
      let state: ConsignmentState = 'booked';
      for (const name of sequence) {
        const step = stepFrom(state, name);
        if (!step) continue;
        assert.ok(state !== 'delivered' && state !== 'cancelled');
        state = step.to;
        assert.ok(consignmentStates.includes(state));
      }
    }),
  );
  assert.deepEqual([...new Set(['booked', ...steps.map((s) => s.to)])].sort(), [...consignmentStates].sort());
});

const legs: Leg[] = [
  { from: 'A', to: 'B', from_country: 'CN', to_country: 'CN', km: 600, hours: 10, gauge_mm: 1435 },
  { from: 'B', to: 'C', from_country: 'CN', to_country: 'KZ', km: 15, hours: 24, gauge_mm: 1435 },
  { from: 'C', to: 'D', from_country: 'KZ', to_country: 'KZ', km: 360, hours: 8, gauge_mm: 1520 },
];

test('gauge changes and borders are read from the legs', () => {
  assert.deepEqual(placesOf(legs), ['A', 'B', 'C', 'D']);
  assert.deepEqual(gaugeChanges(legs), [2]);
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => isBorderPlace(legs, i)),
    [false, true, true, false],
  );
  assert.deepEqual(gaugeChanges(legs.map((l) => ({ ...l, gauge_mm: null }))), []);
});

test('the expected arrival is the hours that are left', () => {
  const at = new Date('2026-03-02T00:00:00Z');
  assert.equal(etaFrom(legs, 0, at).toISOString(), '2026-03-03T18:00:00.000Z');
  assert.equal(etaFrom(legs, 3, at).toISOString(), at.toISOString());
});

test('numbers of containers and wagons hold their check digit; plates are for the road', () => {
  const random = seededRandom('units');
  for (let i = 0; i < 50; i++) {
    assert.equal(unitKind('rail', makeContainer(random)), 'container');
    assert.equal(unitKind('rail', makeWagon(random)), 'wagon');
  }
  assert.equal(unitKind('rail', 'SAUU0000001'), undefined);
  assert.equal(unitKind('road', '新A12345'), undefined);
  assert.equal(unitKind('road', '777ABC02'), 'truck');
  assert.equal(unitKind('road', "'; drop--"), undefined);
});

test('every route of the network is divided at its frontier, and nothing is left out', () => {
  for (const route of routeList()) {
    const km = kmByPart(route);
    assert.equal(km.to_frontier + km.at_frontier + km.after_frontier, route.km, route.route_id);
    assert.ok(km.at_frontier > 0, route.route_id);
  }
});

test('every rail route between the gauges changes gauge exactly once', () => {
  for (const route of routeList().filter((r) => r.mode === 'rail')) {
    const changes = gaugeChanges(route.legs.map((l) => ({ ...l, from_country: '', to_country: '' })));
    assert.equal(changes.length, 1, route.route_id);
  }
});
