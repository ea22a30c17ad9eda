import i18next, { type BackendModule, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next } from 'react-i18next';
import { withOneStop } from '../format/marks.ts';
import { loadWords } from './catalogue.ts';

/** Areas needed on every page. */
const everywhere = ['common', 'terms'];

/** Languages whose files a test holds complete, so that English need not be loaded beside them. */
const complete = ['en', 'zh', 'ru'];

const files: BackendModule = {
  type: 'backend',
  init() {},
  read(language, area, done) {
    loadWords(language, area).then(
      (words) => done(null, words),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  },
};

/** Starts translation in one language with ICU messages and areas loaded on demand. */
export async function startI18n(language: string): Promise<i18n> {
  await i18next
    .use(files)
    .use(ICU)
    .use({ type: 'postProcessor', name: 'one_stop', process: withOneStop })
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: (code) => (complete.includes(code ?? '') ? [] : ['en']),
      ns: everywhere,
      defaultNS: 'common',
      fallbackNS: ['common', 'terms'],
      keySeparator: false,
      nsSeparator: false,
      postProcess: ['one_stop'],
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  return i18next;
}

/** Loads the words of a page while its code is loading. */
export function loadAreas(...areas: string[]): Promise<void> {
  return i18next.loadNamespaces(areas);
}
