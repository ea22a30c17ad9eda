import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  classify,
  distance,
  keyOf,
  keysOf,
  lettersOf,
  offlineTranslator,
  tokensOf,
  transliterate,
} from '../index.ts';

const languages = ['ru', 'kk', 'ky', 'uz', 'tg', 'tk'] as const;

test('the Cyrillic and the Latin spelling of any word by its national standard have one key', () => {
  for (const language of languages) {
    const letters = [...lettersOf(language)].filter(([, latin]) => latin !== '').map(([letter]) => letter);
    assert.ok(letters.length >= 27, language);
    const vowels = letters.filter((letter) => 'аәеёэиыіоөуұүўӯӣюя'.includes(letter));
    // The passport standard writes the Russian hard sign as "ie"; no search can tell that from two letters.
    const others = letters.filter((letter) => !vowels.includes(letter) && letter !== 'ъ');
    const syllable = fc.tuple(fc.constantFrom(...others), fc.constantFrom(...vowels));
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 6 }), (word) => {
        const cyrillic = word.flat().join('');
        const latin = transliterate(cyrillic, language);
        const own = keysOf(cyrillic);
        const [other = ''] = keysOf(latin);
        assert.ok(own.includes(other), `${language}: ${cyrillic} ${own} / ${latin} ${other}`);
      }),
      { seed: 3, numRuns: 400 },
    );
  }
});

test('words of the trade meet in both scripts', () => {
  for (const [cyrillic, latin] of [
    ['пахта', 'paxta'],
    ['ўғит', 'oʻgʻit'],
    ['буғдой', "bug'doy"],
    ['чорва', 'chorva'],
    ['мақта', 'maqta'],
    ['күнбағыс', 'künbağys'],
    ['шекер', 'şeker'],
    ['гандум', 'gandum'],
    ['пиёз', 'piyoz'],
  ] as const)
    assert.ok(keysOf(cyrillic).includes(keyOf(latin)), `${cyrillic} ${latin}`);
  assert.notEqual(keyOf('paxta'), keyOf('paket'));
});

test('Chinese is cut into pairs, other scripts at their words, and hostile text stays bounded', () => {
  assert.deepEqual(
    tokensOf('48V锂电池 Ё').map((token) => token.word),
    ['48v', '锂电', '电池', 'ё'],
  );
  assert.ok(tokensOf('я '.repeat(100_000)).length <= 400);
  assert.deepEqual(tokensOf('\u202e& | ! ( ) \u0000'), []);
});

test('goods are classified in all eight languages, with reasons', () => {
  for (const [text, code] of [
    ['lithium-ion battery pack 48 V', '850760'],
    ['光伏组件 550W', '854143'],
    ['натуральный мёд', '040900'],
    ['мақта талшығы', '520100'],
    ['кургатылган жүзүм', '080620'],
    ['paxta tolasi', '520100'],
    ['пахта толаси', '520100'],
    ['пиёзи тоза', '070310'],
    ['elektromobil', '870380'],
    ['velosiped shahar uchun', '871200'],
    ['карбамид', '310210'],
  ] as const) {
    const found = classify(text);
    assert.equal(found.suggestions[0]?.code, code, text);
    const reasons = found.suggestions[0]?.reasons ?? [];
    const sum = reasons.reduce((total, reason) => total + reason.points, 0);
    assert.ok(Math.abs(sum - (found.suggestions[0]?.points ?? 0)) < 0.02, 'the reasons add up to the points');
  }
});

test('it says when it is unsure, and names what is often confused', () => {
  assert.deepEqual(classify('qwzzrt').unsure, ['nothing_known']);
  assert.ok(classify('battery').unsure.includes('only_a_heading'));
  assert.ok(classify('battery qwzzrt plmokn').unsure.includes('words_not_understood'));
  const neighbours = classify('lithium-ion battery').suggestions[0]?.neighbours ?? [];
  assert.match(neighbours.find((one) => one.code === '850650')?.difference?.en ?? '', /cannot be recharged/);
});

test('an error of writing is forgiven, a different word is not', () => {
  assert.equal(classify('smartphnoe').suggestions[0]?.code, '851713');
  assert.equal(classify('аккумулятр литиевый').suggestions[0]?.code, '850760');
  assert.equal(distance('wheat', 'whaet'), 1);
  assert.equal(distance('onion', 'union'), 1);
  assert.equal(distance('kitten', 'sitting'), 3);
});

test('the offline translation knows goods and says so, and stays silent otherwise', async () => {
  assert.deepEqual(await offlineTranslator.translate('Raisins', 'en', 'uz'), {
    text: 'Mayiz',
    source: 'glossary of trade terms',
  });
  assert.equal(
    (await offlineTranslator.translate('Солнечная панель 550 Вт', 'ru', 'zh'))?.text,
    '光伏组件 550 Вт',
  );
  assert.equal(await offlineTranslator.translate('Our company is the best in town', 'en', 'ru'), undefined);
});
