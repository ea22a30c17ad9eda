import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../../random.ts';
import * as check from '../index.ts';

const seeds = fc.string({ maxLength: 12 }).map((seed) => seededRandom(seed));

test('worked examples hold', () => {
  assert.equal(check.checkContainer('CSQU3054383').valid, true); // the example printed with ISO 6346
  assert.equal(check.checkLei('54930084UKLVMY22DS16').valid, true); // a worked example of ISO 17442
  assert.equal(check.checkCnUscc('91350100M000100Y43').valid, true); // the example printed with GB 32100
  // Two passes by hand: 0·1+… over 00000000021 gives 2·10+1·11 = 31, 31 mod 11 = 9.
  assert.equal(check.kzCheckDigit('00000000021'), '9');
  // 00000000001 gives 11 mod 11 = 0; 00000000010 gives 10, then weight 1 of the second pass gives 1.
  assert.equal(check.kzCheckDigit('00000000001'), '0');
  assert.equal(check.kzCheckDigit('00000000010'), '1');
  // 7·1 = 7; 8·1+5·2+6·4 = 42, 42 mod 11 = 9.
  assert.equal(check.stationCheckDigit('70000'), '7');
  assert.equal(check.stationCheckDigit('85060'), '9');
  // 5→10→1, 2→2, 4→8, 9→9, 3→6, 8→8, 4→8: sum 42, completed by 8.
  assert.equal(check.wagonCheckDigit('5249384'), '8');
});

test('a check value of zero is a valid unified social credit code', () => {
  const random = seededRandom('zero');
  const codes = Array.from({ length: 400 }, () => check.makeCnUscc(random));
  const zero = codes.find((code) => code.endsWith('0'));
  assert.ok(zero, 'four hundred codes hold one that ends in 0');
  assert.deepEqual(check.checkCnUscc(zero), { valid: true, checked: 'check_digit' });
});

test('wrong shape and wrong digit are told apart', () => {
  assert.equal(check.checkContainer('CSQU305438').reason, 'format');
  assert.equal(check.checkContainer('CSQU3054384').reason, 'check_digit');
  assert.equal(check.checkKzBin('001340001234').reason, 'format');
  assert.equal(check.checkCnUscc('9135010OM000100Y43').reason, 'format');
});

test('countries without a published rule say that only the format was looked at', () => {
  for (const kind of ['kg_inn', 'tj_inn', 'uz_stir', 'tm_code'] as const) {
    const made = check.makeRegistration(kind, seededRandom(kind));
    assert.deepEqual(check.checkRegistration(kind, made), { valid: true, checked: 'format_only' });
    assert.deepEqual(check.checkRegistration(kind, 'x'), {
      valid: false,
      checked: 'format_only',
      reason: 'format',
    });
  }
});

test('made numbers pass their own check', () => {
  fc.assert(
    fc.property(seeds, (random) => {
      assert.ok(check.checkContainer(check.makeContainer(random)).valid);
      assert.ok(check.checkWagon(check.makeWagon(random)).valid);
      assert.ok(check.checkLei(check.makeLei(random)).valid);
      assert.ok(check.checkKzBin(check.makeKzBin(random)).valid);
      assert.ok(check.checkStation(check.makeStation(random)).valid);
      const uscc = check.makeCnUscc(random);
      assert.ok(check.checkCnUscc(uscc).valid && check.organisationPartHolds(uscc));
    }),
  );
});

/** Changes one digit of the number to another digit. */
function misread(text: string, position: number, by: number): string {
  const places = [...text].flatMap((char, index) => (char >= '0' && char <= '9' ? [index] : []));
  const at = places[position % places.length] ?? 0;
  const digit = String((Number(text[at]) + by) % 10);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

test('one misread digit is caught by wagon, LEI and unified social credit code', () => {
  fc.assert(
    fc.property(seeds, fc.nat(19), fc.integer({ min: 1, max: 9 }), (random, position, by) => {
      assert.equal(check.checkWagon(misread(check.makeWagon(random), position, by)).valid, false);
      assert.equal(check.checkLei(misread(check.makeLei(random), position, by)).valid, false);
      assert.equal(check.checkCnUscc(misread(check.makeCnUscc(random), position, by)).valid, false);
    }),
  );
});

test('container, BIN and station miss a misread digit only where their rule folds remainder 10', () => {
  const random = seededRandom('fold');
  let missed = 0;
  const tries = 3000;
  for (let i = 0; i < tries; i++) {
    const position = Math.floor(random() * 12);
    const by = 1 + Math.floor(random() * 9);
    if (check.checkContainer(misread(check.makeContainer(random), position, by)).valid) missed++;
    if (check.checkKzBin(misread(check.makeKzBin(random), position, by)).valid) missed++;
    if (check.checkStation(misread(check.makeStation(random), position, by)).valid) missed++;
  }
  assert.ok(missed / (3 * tries) < 0.06, `${missed} of ${3 * tries} slipped through`);
});
