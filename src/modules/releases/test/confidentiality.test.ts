import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { leaks, openAttack } from '../confidentiality/attack.ts';
import { publishedRules, sensitivity } from '../confidentiality/contribution-rules.ts';
import {
  cellKey,
  type Margin,
  type PlacedContribution,
  type ProtectedCell,
  type ProtectedTable,
  tableWithMargins,
} from '../confidentiality/published-table.ts';
import { withholdCells } from '../confidentiality/withhold-cells.ts';
import { determinedCells } from './solve-by-elimination.ts';

const from = (...values: number[]) => values.map((v, i) => ({ firm: `f${i}`, value: BigInt(v) }));

test('two firms are too few, three with a balanced sum are enough', () => {
  assert.equal(sensitivity(from(100, 100), publishedRules)?.reason, 'threshold');
  assert.equal(sensitivity(from(100, 100, 100), publishedRules), undefined);
});

test('the two largest with more than 85 percent dominate: worked example', () => {
  // 60 + 30 = 90 of 100; what is missing to 90 = 85 % is 90 ÷ 0.85 − 100 = 5.88, rounded up.
  const found = sensitivity(from(60, 30, 5, 5), publishedRules);
  assert.equal(found?.reason, 'dominance');
  assert.equal(found?.protection, 15n);
});

test('p percent: the second largest knows the largest to within 15 percent', () => {
  // 50 + 20 are 77 percent; the rest of 7 is less than 15 percent of 50.
  const rules = { ...publishedRules, dominance: { n: 2, k: 100 } };
  assert.equal(sensitivity(from(50, 20, 4, 3), rules)?.reason, 'p_percent');
  assert.equal(sensitivity(from(50, 20, 4, 4), rules), undefined);
});

const rows: Margin = { codes: ['a', 'b', 'c'], total: 'T' };
const columns: Margin = { codes: ['x', 'y', 'z'], total: 'T' };

function spread(cell: readonly [string, string], firms: number, each: number): PlacedContribution[] {
  return Array.from({ length: firms }, (_, i) => ({
    place: cell,
    firm: `${cell.join('')}${firms === 1 ? '' : i}`,
    value: BigInt(each + i),
  }));
}

/** One cell of one firm in a full table of three by three. */
const oneSecret = [
  ...spread(['a', 'x'], 1, 500),
  ...(['ay', 'az', 'bx', 'by', 'bz', 'cx', 'cy', 'cz'] as const).flatMap((c) =>
    spread([c.charAt(0), c.charAt(1)], 4, 1000),
  ),
];

test('a cell alone withheld is worked out by subtraction, and the attack finds it', async () => {
  const table = tableWithMargins([rows, columns], oneSecret, publishedRules);
  const secret = table.cells.findIndex((c) => c.key === 'a x');
  assert.deepEqual(determinedCells(table, new Set([secret])), [secret]);
  const { low, high } = (await openAttack(table, new Set([secret]))).bounds(secret, undefined);
  assert.deepEqual([Math.round(low), Math.round(high)], [500, 500]);
  assert.equal((await leaks(table, new Set([secret])))[0]?.key, 'a x');
});

test('three more protect it, one in its row and one in its column', async () => {
  const table = tableWithMargins([rows, columns], oneSecret, publishedRules);
  const { withheld, unprotected } = await withholdCells(table);
  assert.deepEqual(unprotected, []);
  assert.equal(withheld.size, 4);
  assert.deepEqual(determinedCells(table, withheld), []);
});

test('what was printed before cannot protect: the cell is named, not passed over', async () => {
  const keys = tableWithMargins([rows, columns], oneSecret, publishedRules).cells.map((c) => c.key);
  const table = tableWithMargins(
    [rows, columns],
    oneSecret,
    publishedRules,
    new Map(keys.filter((k) => k !== 'a x').map((k) => [k, 'printed' as const])),
  );
  assert.deepEqual((await withholdCells(table)).unprotected, ['a x']);
});

test('a firm that is alone in one withheld cell cannot work out another', async () => {
  const table = tableWithMargins(
    [rows, columns],
    [
      ...oneSecret.filter((c) => cellKey(c.place) !== 'a y'),
      { place: ['a', 'y'], firm: 'neighbour', value: 600n },
    ],
    publishedRules,
  );
  const { withheld, unprotected } = await withholdCells(table);
  assert.deepEqual(unprotected, []);
  const secret = table.cells.findIndex((c) => c.key === 'a x');
  const neighbour = (await openAttack(table, withheld)).bounds(secret, 'neighbour');
  assert.ok(neighbour.high - neighbour.low >= 75, JSON.stringify(neighbour));
});

const contribution = fc.record({
  place: fc.tuple(fc.constantFrom(...rows.codes), fc.constantFrom(...columns.codes)),
  firm: fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6'),
  value: fc.bigInt({ min: 1n, max: 10n ** 11n }),
});

test('no table gives a sensitive cell away, by elimination or by bounds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(contribution, { minLength: 1, maxLength: 40 }), async (contributions) => {
      const table = tableWithMargins([rows, columns], contributions, publishedRules);
      const { withheld, unprotected } = await withholdCells(table);
      assert.deepEqual(unprotected, []);
      assertNothingToldBySubtraction(table, withheld);
    }),
    { numRuns: 100 },
  );
});

test('three dimensions, as they are released: reporter, partner and month', async () => {
  const months: Margin = { codes: ['01', '02', '03'], total: 'YTD' };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(contribution, fc.constantFrom(...months.codes)), { minLength: 5, maxLength: 80 }),
      async (drawn) => {
        const contributions = drawn.map(([c, month]) => ({ ...c, place: [...c.place, month] }));
        const table = tableWithMargins([rows, columns, months], contributions, publishedRules);
        const { withheld, unprotected } = await withholdCells(table);
        assert.deepEqual(unprotected, []);
        assertNothingToldBySubtraction(table, withheld);
      },
    ),
    // A counterexample is shrunk for a minute at most: each step solves hundreds of programs.
    { numRuns: 20, plugins: [fc.interruptAfterTimeLimit(60_000, { failOnInterrupt: true })] },
  );
});

test('an alternative that is wide enough for one reader is not taken for another who needs more', async () => {
  // Firm f1 knows most of "c T 02" and so needs less than f6, for whom the same alternative is 3,250.70 dollars short.
  const drawn: [string, string, bigint][] = [
    ['c x 02', 'f1', 22_832_813_100n],
    ['c x 01', 'f4', 23_594_050_163n],
    ['a x 02', 'f4', 8_905_054_306n],
    ['c x 02', 'f5', 23_593_723_975n],
    ['a x 02', 'f2', 21_236_233_098n],
    ['c z 01', 'f3', 23_594_055_491n],
    ['b x 03', 'f6', 53_266_180_579n],
    ['a z 03', 'f3', 23_593_723_976n],
    ['c y 02', 'f1', 87_273_074_175n],
    ['a x 02', 'f1', 36_917_574_198n],
  ];
  const contributions = drawn.map(([place, firm, value]) => ({ place: place.split(' '), firm, value }));
  const months: Margin = { codes: ['01', '02', '03'], total: 'YTD' };
  const table = tableWithMargins([rows, columns, months], contributions, publishedRules);
  const { withheld, unprotected } = await withholdCells(table);
  assert.deepEqual(unprotected, []);
  assert.deepEqual(await leaks(table, withheld), []);
});

/** By exact fractions, which owe nothing to the solver that chose the cells. */
function assertNothingToldBySubtraction(table: ProtectedTable, withheld: ReadonlySet<number>): void {
  table.cells.forEach((cell, at) => {
    if (cell.sensitive) assert.ok(withheld.has(at), `${cell.key} is printed`);
  });
  const firms = new Set(table.cells.flatMap((cell) => [...cell.firms.keys()]));
  for (const firm of [undefined, ...firms]) {
    const own = (at: number) => firm !== undefined && isAlone(table.cells[at], firm);
    const unknown = new Set([...withheld].filter((at) => !own(at)));
    const told = determinedCells(table, unknown).filter((at) => table.cells[at]?.sensitive);
    assert.deepEqual(
      told.map((at) => table.cells[at]?.key),
      [],
      `read by ${firm ?? 'the public'}`,
    );
  }
}

const isAlone = (cell: ProtectedCell | undefined, firm: string): boolean =>
  cell?.firms.size === 1 && cell.firms.has(firm);
