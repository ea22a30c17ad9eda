import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jaroWinkler, likenessOf } from '../screening/compare-names.ts';
import { foldName } from '../screening/fold-name.ts';
import { Watchlist } from '../screening/watchlist.ts';

// All names are made up.
const list = new Watchlist([
  { list_id: 'demo', entry_id: 'E1', names: ['Kara-Bulut Sauda LLP', 'Қара-Бұлт Сауда ЖШС'], country: 'KZ' },
  {
    list_id: 'demo',
    entry_id: 'E2',
    names: ['Huaxi Beidou Metals Co., Ltd.', '华西北斗金属有限公司'],
    country: 'CN',
  },
  { list_id: 'demo', entry_id: 'E3', names: ['Yulduzli Oʻtkir Savdo MChJ'], country: 'UZ' },
  { list_id: 'demo', entry_id: 'E4', names: ['Чёрная Ладья Экспорт ООО'], country: 'RU' },
]);
const ids = (name: string, country: string | null = null): string[] =>
  list.find([name], country).map((m) => m.entry_id);

test('a listed firm is found in another script, another romanisation, another order and with a typo', () => {
  for (const [name, id] of [
    ['Кара-Булут Сауда ТОО', 'E1'],
    ['KARABULUT SAUDA', 'E1'],
    ['Sauda Kara Bulut', 'E1'],
    ['Karabulut Sawda JSC', 'E1'],
    ['华西北斗金属集团', 'E2'],
    ['Hua Xi Bei Dou Jin Shu You Xian Gong Si', 'E2'],
    ['Huaxi Beidu Metals', 'E2'],
    ['Юлдузли Уткир Савдо', 'E3'],
    ["Yulduzli O'tkir Savdo", 'E3'],
    ['Chernaya Ladya Export', 'E4'],
    ['Chyornaya Lad’ya Eksport', 'E4'],
  ] as const)
    assert.deepEqual(ids(name), [id], name);
});

test('firms that only share a common word or a legal form are not found', () => {
  for (const name of [
    'Sauda LLP',
    'Бұлт ЖШС',
    'Beidou Navigation',
    'Metals Co., Ltd.',
    'Savdo',
    'ООО Экспорт',
    '有限公司',
    '!!!',
  ])
    assert.deepEqual(ids(name), [], name);
});

test('a match says which names, how alike, and whether the countries agree or are unknown', () => {
  const [match] = list.find(['Nobody', 'Kara Bulut Sauda'], 'KZ');
  assert.deepEqual(
    { ...match, likeness: Number(match?.likeness.toFixed(2)) },
    {
      list_id: 'demo',
      entry_id: 'E1',
      listed_name: 'Kara-Bulut Sauda LLP',
      given_name: 'Kara Bulut Sauda',
      likeness: 1,
      same_country: true,
    },
  );
  assert.equal(list.find(['Kara Bulut Sauda'], 'CN')[0]?.same_country, false);
  assert.equal(list.find(['Kara Bulut Sauda'], null)[0]?.same_country, null);
});

test('likeness is symmetric, between 0 and 1, and 1 for the same name in any order', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,10}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const likeness = likenessOf(a, b);
      assert.ok(likeness >= 0 && likeness <= 1 + 1e-9);
      assert.ok(Math.abs(likeness - likenessOf(b, a)) < 0.05);
      assert.ok(likenessOf(a, [...a].reverse()) > 1 - 1e-9);
    }),
  );
  assert.equal(jaroWinkler('martha', 'marhta').toFixed(4), '0.9611');
  assert.equal(jaroWinkler('dixon', 'dicksonx').toFixed(4), '0.8133');
});

test('hostile names fold to a bounded list of words', () => {
  for (const name of [
    '',
    '\u202e',
    'a'.repeat(10_000),
    'ا'.repeat(200),
    '有限公司'.repeat(50),
    "'; drop table --",
  ])
    assert.ok(foldName(name).length <= 20);
});

test('twenty thousand entries are searched in a few milliseconds a name', () => {
  const letters = 'abdegiklmnorstuvz';
  const word = (n: number): string =>
    Array.from({ length: 5 + (n % 4) }, (_, i) => letters[(n * (i + 7) + i * i * 13) % letters.length]).join(
      '',
    );
  const entries = Array.from({ length: 20_000 }, (_, n) => ({
    list_id: 'large',
    entry_id: String(n),
    names: [`${word(n)} ${word(n * 31 + 7)}`],
    country: null,
  }));
  const large = new Watchlist(entries);
  const began = performance.now();
  for (let n = 0; n < 100; n++) assert.ok(large.find(entries[n * 150]?.names ?? [], null).length > 0);
  const each = (performance.now() - began) / 100;
  assert.ok(each < 100, `${each.toFixed(1)} ms a name`);
});
