import { pinyin } from 'pinyin-pro';
import { type CyrillicLanguage, guessCyrillicLanguage, latinOfCyrillic } from './cyrillic.ts';

/**
 * What the character set of cross-border payments allows (Swift's X set, as CBPR+ takes it for references), and
 * in names and addresses some more signs.
 */
const REFERENCE_SET = /^[0-9a-zA-Z/\-?:().,'+ ]*$/;
const NAME_SET = /^[0-9a-zA-Z/\-?:().,'+ !#$%&*=^_`{|}~";<>@[\\\]]*$/;
const STAND_IN = '.';

const singles: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  '‘': "'",
  '’': "'",
  ʻ: "'",
  ʼ: "'",
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '№': 'No',
  '，': ',',
  '。': '.',
  '、': ',',
  '（': '(',
  '）': ')',
  '：': ':',
  '；': ';',
};

export interface Latin {
  text: string;
  /** A character had no counterpart and became a full stop. */
  lossy: boolean;
}

/**
 * A text in the Latin letters that a payment may carry. Chinese becomes pinyin without tones, a word for each
 * character, ü as yu (GB/T 28039-2011); Cyrillic goes by the table of its language, guessed from its letters when
 * none is given; Latin letters lose their marks. What has no counterpart becomes a full stop and is told.
 */
export function toLatin(text: string, set: 'reference' | 'name', language?: CyrillicLanguage): Latin {
  const allowed = set === 'name' ? NAME_SET : REFERENCE_SET;
  if (allowed.test(text)) return { text, lossy: false };
  let lossy = false;
  const letters = language ?? guessCyrillicLanguage(text);
  const out = [...withPinyin(text.normalize('NFC'))].map((char) => {
    if (allowed.test(char)) return char;
    const latin = latinOf(char, letters);
    if (latin !== undefined && allowed.test(latin)) return latin;
    lossy = true;
    return STAND_IN;
  });
  return { text: out.join('').replace(/ {2,}/g, ' ').trim(), lossy };
}

function latinOf(char: string, language: CyrillicLanguage): string | undefined {
  const small = char.toLowerCase();
  const found =
    latinOfCyrillic(small, language) ?? singles[small] ?? small.normalize('NFD').replace(/\p{M}/gu, '');
  return small === char || found === '' ? found : found.charAt(0).toUpperCase() + found.slice(1);
}

const HAN = /\p{Script=Han}+/gu;

/** Runs of Chinese characters as pinyin, each syllable with a capital letter. */
function withPinyin(text: string): string {
  return text.replace(HAN, (run) => {
    const syllables = pinyin(run, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
    const words = syllables
      .map((s) => s.replace(/ü/g, 'yu'))
      .map((s) => s.charAt(0).toUpperCase() + s.slice(1));
    return ` ${words.join(' ')} `;
  });
}
