import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compare, plus, ratio, toNumber, zero } from '../../indicators/index.ts';
import { convertCodes, methodLeads } from '../concordance/convert-codes.ts';
import { type Edition, editionOf, editions, stepBelow } from '../concordance/correlation-tables.ts';
import { exists, findCounterparts } from '../concordance/find-counterparts.ts';

const codesOf = (edition: Edition): string[] =>
  edition === '2007' ? [...stepBelow('2012').forward.keys()] : [...stepBelow(edition).back.keys()];
const someEdition = fc.constantFrom(...editions);
const someValues = (edition: Edition) =>
  fc.array(
    fc.record({ code: fc.constantFrom(...codesOf(edition)), value: fc.bigInt({ min: 0n, max: 10n ** 12n }) }),
    {
      maxLength: 30,
    },
  );

test('the tables are as many as their source says', () => {
  const pairs = (edition: Edition) =>
    [...stepBelow(edition).back.values()].reduce((n, list) => n + list.length, 0);
  assert.deepEqual((['2022', '2017', '2012'] as const).map(pairs), [15_657, 6_141, 5_364]);
  assert.deepEqual(
    (['2022', '2017', '2012'] as const).map((e) => stepBelow(e).conversion.size),
    [5_613, 5_388, 5_205],
  );
  assert.equal(editionOf('H5'), '2017');
  assert.equal(editionOf('HS2022'), '2022');
  assert.equal(editionOf('H0'), undefined);
});

test('converted and unconverted value add up to what was given, both ways and by either method', () => {
  fc.assert(
    fc.property(
      fc
        .tuple(someEdition, someEdition, fc.constantFrom('exact' as const, 'unsd' as const))
        .chain(([from, to, method]) => fc.tuple(fc.constant({ from, to, method }), someValues(from))),
      ([{ from, to, method }, values]) => {
        if (!methodLeads(method, from, to)) return;
        const found = convertCodes(values, from, to, { method });
        const sum = (list: readonly { value: bigint }[]) => list.reduce((n, v) => n + v.value, 0n);
        assert.equal(sum(found.converted) + sum(found.unconverted), sum(values));
        for (const { code } of found.converted) assert.ok(exists(code, to), `${code} is in ${to}`);
        if (found.unconverted_share) {
          const rest = ratio(sum(found.converted), sum(values));
          assert.equal(compare(plus(found.unconverted_share, rest), ratio(1n)), 0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what goes to several codes without weights is never split', () => {
  // Solar cells and light-emitting diodes were one code in 2017.
  const values = [
    { code: '854140', value: 1000n },
    { code: '850760', value: 500n },
  ];
  const found = convertCodes(values, '2017', '2022');
  assert.deepEqual(
    found.converted.map(({ code, value }) => [code, value]),
    [['850760', 500n]],
  );
  assert.equal(found.unconverted[0]?.code, '854140');
  assert.ok((found.unconverted[0]?.counterparts ?? 0) > 1);
  assert.deepEqual(found.unconverted_share, ratio(2n, 3n));
});

test('weights split it without losing a unit, and the answer says how much rests on them', () => {
  const weights = new Map([
    [
      '854140',
      [
        { code: '854141', weight: 1n },
        { code: '854143', weight: 2n },
      ],
    ],
  ]);
  const found = convertCodes([{ code: '854140', value: 1000n }], '2017', '2022', { weights });
  assert.deepEqual(
    found.converted.map(({ code, value }) => [code, value]),
    [
      ['854141', 333n],
      ['854143', 667n],
    ],
  );
  assert.deepEqual([found.unconverted_share, found.weighted_share], [zero, ratio(1n)]);
});

test('at a coarser level a code goes over when all its counterparts agree so far', () => {
  const found = convertCodes([{ code: '854140', value: 1000n }], '2017', '2022', { level: 4 });
  assert.deepEqual(
    found.converted.map((c) => c.code),
    ['8541'],
  );
  assert.deepEqual(found.unconverted, []);
});

test('electrical waste leads back to 1,019 codes and is not converted', () => {
  const found = convertCodes([{ code: '854921', value: 10n }], '2022', '2017');
  assert.equal(found.unconverted[0]?.counterparts, 1019);
  assert.equal(found.unconverted[0]?.examples.length, 10);
  assert.deepEqual(found.unconverted_share, ratio(1n));
  // By the convention of UNSD it is one code.
  assert.equal(
    convertCodes([{ code: '854921', value: 10n }], '2022', '2017', { method: 'unsd' }).converted.length,
    1,
  );
});

test('forward, the links to electrical waste do not make machinery ambiguous, and the share resting on that is said', () => {
  const list = codesOf('2017').map((code) => ({ code, value: 1n }));
  const touched = list.filter(({ code }) => findCounterparts(code, '2017', '2022').waste_left_out);
  assert.ok(touched.length > 900, `${touched.length} codes lead to waste as well`);
  const found = convertCodes(list, '2017', '2022');
  assert.ok(toNumber(found.unconverted_share ?? zero) < 0.15, 'more than 85 of 100 codes go over');
  assert.ok(toNumber(found.assumed_share ?? zero) > 0.05);
});

test('an edition turned into itself is itself; a code of no edition is told', () => {
  const found = convertCodes(
    [
      { code: '870380', value: 5n },
      { code: '000001', value: 3n },
    ],
    '2017',
    '2017',
  );
  assert.deepEqual(found.converted, [{ code: '870380', value: 5n, from: ['870380'] }]);
  assert.deepEqual(found.unconverted, [{ code: '000001', value: 3n, counterparts: 0, examples: [] }]);
  assert.equal(exists('870380', '2012'), false, 'electric cars had no code before 2017');
});
