/** Each language under its own name, so that it can be found by who cannot read the current one. */
export const endonyms: Record<string, string> = {
  en: 'English',
  zh: '中文',
  ru: 'Русский',
  kk: 'Қазақша',
  ky: 'Кыргызча',
  uz: 'O‘zbekcha',
  tg: 'Тоҷикӣ',
  tk: 'Türkmençe',
};
