const STORED = 'sauda.language';

/**
 * Which language the reader gets: the address names it (?lang=), else what this device chose last, else the
 * first of the browser's languages that we have, else English.
 */
export function chooseLanguage(
  languages: readonly string[],
  from: { search: string; stored: string | null; browser: readonly string[] },
): string {
  const wanted = [new URLSearchParams(from.search).get('lang'), from.stored, ...from.browser];
  for (const tag of wanted) {
    const language = tag?.slice(0, 2).toLowerCase();
    if (language && languages.includes(language)) return language;
  }
  return 'en';
}

/** The language this device chose last; null where storage is closed. */
export function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

export function storeLanguage(language: string): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Private windows may refuse storage; the address still carries the language.
  }
}
