import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../../kernel/refusal.ts';
import { belowNothing, locations, moveReasons, positionsAfter, type StockMove, ways } from '../model.ts';
import { arrivals } from '../receive-stock.ts';

const move = fc.record({
  line: fc.integer({ min: 1, max: 3 }),
  listing_id: fc.constant(null),
  unit: fc.constant('pcs'),
  quantity_milli: fc.bigInt(1n, 10n ** 9n),
  reason: fc.constantFrom(...moveReasons),
});

const going = (m: Omit<StockMove, 'from_location' | 'to_location'>, pick: number): StockMove => {
  const way = ways[m.reason];
  return { ...m, from_location: way.from[pick % way.from.length] ?? 'supply', to_location: way.to };
};

test('whatever moves, no quantity appears or vanishes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(move, fc.nat()), { maxLength: 50 }), (drawn) => {
      const moves = drawn.map(([m, pick]) => going(m, pick));
      for (const p of positionsAfter(moves))
        assert.equal(
          locations.reduce((total, l) => total + p.at[l], 0n),
          0n,
        );
    }),
  );
});

test('every way of a reason leads somewhere else', () => {
  for (const reason of moveReasons) assert.ok(!ways[reason].from.includes(ways[reason].to), reason);
});

test('whatever is damaged, all that was under way arrives, and nothing lies below nothing', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 9n),
      fc.bigInt(0n, 10n ** 9n),
      fc.bigInt(0n, 10n ** 9n),
      (carrier, bonded, broken) => {
        const at = { supply: -carrier - bonded, seller: 0n, carrier, bonded, buyer: 0n, damaged: 0n };
        const quantity = `${broken / 1000n}.${(broken % 1000n).toString().padStart(3, '0')}`;
        const before = { line: 1, listing_id: null, unit: 'pcs', at };
        const moves = arrivals([before], [{ line: 1, quantity }]);
        if (isRefusal(moves)) return assert.ok(broken > carrier + bonded);
        const [after] = positionsAfter(moves);
        if (!after) return assert.equal(carrier + bonded, 0n);
        assert.equal(after.at.buyer + after.at.damaged, carrier + bonded);
        assert.equal(after.at.damaged, broken);
        assert.equal(after.at.carrier, -carrier);
        return assert.deepEqual(belowNothing({ ...after, at: { ...after.at, carrier: 0n, bonded: 0n } }), []);
      },
    ),
  );
});
