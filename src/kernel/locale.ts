/** The eight languages of Sauda, as BCP 47 tags. */
export const locales = ['en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk'] as const;
export type Locale = (typeof locales)[number];

/** Picks the best of our languages from an Accept-Language header (RFC 9110, 12.5.4); English otherwise. */
export function pickLocale(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality ? Number(quality) || 0 : 1 };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const match = locales.find((l) => l === language);
    if (match) return match;
  }
  return 'en';
}
