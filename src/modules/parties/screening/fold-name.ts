import { toLatin } from '../../iso20022/index.ts';

/** What every firm of a kind has in its name and nobody is told apart by. Chinese forms are cut before they are spelt. */
const CHINESE_FORMS = /(?:股份|有限责任|有限|责任)*公司|集团|总公司|个体工商户/gu;
const PINYIN_FORMS = /\b(?:gu ?fen ?)?(?:you ?xian ?)?(?:ze ?ren ?)?gong ?si\b|\bji ?tuan\b/g;
const FORMS = new Set(
  `llp llc ltd limited co company corp corporation inc jsc ojsc cjsc pjsc plc pte gmbh sarl fze fzco group holding
   too ooo oao zao pao ao ip osoo odo mchj mczh zhshs jshs zhsb aj hj hk xk kx chp qk mas gup kfh the and`.split(
    /\s+/,
  ),
);

/** Spellings that the region's alphabets and their romanisations use for one sound, longest first. */
const SOUNDS: readonly [RegExp, string][] = [
  [/shch|sch|sh/g, 's'],
  [/tch|ch/g, 'c'],
  [/dzh|dj|zh|j(?=[aou])/g, 'z'],
  [/kh|ks|x|gh/g, 'h'],
  [/ts|tz/g, 'c'],
  [/ph/g, 'f'],
  [/q|ck/g, 'k'],
  [/c(?=[aoukltr])/g, 'k'],
  [/w/g, 'v'],
  [/yu|iu/g, 'u'],
  [/ya|ia/g, 'a'],
  [/ye|ie|yo/g, 'e'],
  [/[yj]/g, 'i'],
  [/(.)\1+/g, '$1'],
];

/**
 * The words of a name as they sound, for comparing only: in Latin letters whatever script they came in, without legal
 * forms, with spellings of one sound folded into one. `Сауда-Жолы ЖШС` and `Sauda Joly LLP` give the same words.
 */
export function foldName(name: string): string[] {
  const latin = toLatin(name.normalize('NFKC').replace(CHINESE_FORMS, ' '), 'name').text.toLowerCase();
  return latin
    .replace(/['`"]/g, '')
    .replace(PINYIN_FORMS, ' ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !FORMS.has(word))
    .map((word) => SOUNDS.reduce((folded, [from, to]) => folded.replace(from, to), word))
    .filter((word) => word !== '')
    .slice(0, 20);
}
