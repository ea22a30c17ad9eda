import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeRegistration } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { firstRoles, organisationKinds, rolesOfKind, selfRegisteringKinds } from '../kinds.ts';
import { checkNumber, trustOnRegistration } from '../model.ts';

test('a made number passes the check of its own scheme and country only', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const number = makeRegistration('kz_bin', seededRandom(seed));
      assert.equal(checkNumber('KZ', 'kz_bin', number), 'check_digit');
      assert.ok(isRefusal(checkNumber('UZ', 'kz_bin', number)));
    }),
    { numRuns: 50 },
  );
});

test('one wrong digit is refused, with the reason', () => {
  const number = makeRegistration('cn_uscc', seededRandom('a'));
  const wrong = `${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`;
  const refusal = checkNumber('CN', 'cn_uscc', wrong);
  assert.ok(isRefusal(refusal));
  assert.equal(refusal.code, 'parties.number_wrong');
  assert.equal(refusal.params.reason, 'check_digit');
});

test('where no rule is published the number is taken by its form and said to be so', () => {
  assert.equal(checkNumber('KG', 'kg_inn', '91234567890123'), 'format_only');
  assert.equal(checkNumber('RU', 'other', 'X-1234'), 'not_checked');
  assert.equal(trustOnRegistration('format_only'), 0);
  assert.equal(trustOnRegistration('check_digit'), 1);
});

test('no firm that registers itself can give public office to its members', () => {
  for (const kind of selfRegisteringKinds)
    for (const office of ['customs', 'bank', 'ministry', 'statistician', 'institution', 'treasurer'] as const)
      assert.ok(!rolesOfKind[kind].includes(office), `${kind} must not hold ${office}`);
});

test('the first member of every kind administers it', () => {
  for (const kind of organisationKinds) assert.ok(firstRoles(kind).includes('admin'));
});
