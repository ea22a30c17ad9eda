import { locales } from '../../kernel/locale.ts';
import { offlineTranslator, type Translator } from '../nomenclature/index.ts';
import type { ListingInput, Translations } from './model.ts';

type Wording = Pick<ListingInput, 'language' | 'title' | 'description' | 'translations'>;

/**
 * The translations of an offer with those titles added that the translator knows and nobody gave, marked as a
 * machine's. Of a changed offer (`before`), what a machine made of the former title goes.
 */
export async function withTranslations(
  input: Wording,
  before?: { title: string; translations: Translations },
  translator: Translator = offlineTranslator,
): Promise<Translations> {
  const made: Translations = {};
  for (const locale of locales) {
    if (locale === input.language) continue;
    const given = input.translations?.[locale];
    if (given && !isStale(given, locale, input, before)) {
      made[locale] = given;
      continue;
    }
    const translated = await translator.translate(input.title, input.language, locale);
    // A title has at most 200 characters.
    if (translated && translated.text.length <= 200)
      made[locale] = { title: translated.text, description: '', by: 'machine' };
  }
  return made;
}

function isStale(
  given: NonNullable<Translations['en']>,
  locale: keyof Translations,
  input: Wording,
  before: { title: string; translations: Translations } | undefined,
): boolean {
  if (given.by !== 'machine' || !before || before.title === input.title) return false;
  return before.translations[locale]?.title === given.title;
}
