import type { LocaleTable } from './locale-table.ts';

interface Marks {
  colon: string;
  /** Between the parts of one fact, and between things of a list. */
  comma: string;
  listed: string;
  semicolon: string;
  stop: string;
  /** `{text}` in brackets behind what it belongs to. */
  aside: (text: string) => string;
}

const spaced: Marks = {
  colon: ': ',
  comma: ', ',
  listed: ', ',
  semicolon: '; ',
  stop: '. ',
  aside: (text) => ` (${text})`,
};

const fullWidth: Marks = {
  colon: '：',
  comma: '，',
  listed: '、',
  semicolon: '；',
  stop: '。',
  aside: (text) => `（${text}）`,
};

/** The marks that join words to figures and names in code; inside a sentence they stand in its text. */
export function marksOf({ locale }: Pick<LocaleTable, 'locale'>): Marks {
  return locale === 'zh' ? fullWidth : spaced;
}

/** A date or another abbreviation may end with a point of its own; one is enough: `28 нояб. 2026 г.` */
export const withOneStop = (text: string): string => text.replace(/г\.\.(?!\.)/g, 'г.');
