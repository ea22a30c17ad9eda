import { type Static, Type } from 'typebox';
import { type Locale, locales } from '../../kernel/locale.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { Instant, Nullable, Uuid } from '../../platform/index.ts';
import { offlineTranslator, type Translator } from '../nomenclature/index.ts';
import { FileSchema } from './files.ts';

/** Messages are events of the deal; from this many events on nobody writes any more. */
export const MOST_EVENTS = 2000;

export const TextSchema = Type.String({ minLength: 1, maxLength: 4000, pattern: paragraphsPattern });
export const LanguageSchema = Type.Unsafe<Locale>({ type: 'string', enum: [...locales] });
export const AudienceSchema = Type.Unsafe<Audience>({ type: 'string', enum: ['trade', 'everybody'] });
export type Audience = 'trade' | 'everybody';

export type MadeTranslations = Partial<Record<Locale, { text: string; source: string }>>;

/** A message as one reader sees it: the original, and beside it what a machine made of it in the reader's language. */
export const MessageSchema = Type.Object({
  number: Type.Integer(),
  audience: AudienceSchema,
  author: Type.Object({ org_id: Uuid, name: Type.String() }),
  mine: Type.Boolean(),
  language: LanguageSchema,
  text: Type.String(),
  translation: Nullable(
    Type.Object({
      language: LanguageSchema,
      text: Type.String(),
      by: Type.Literal('machine'),
      source: Type.String(),
    }),
  ),
  files: Type.Array(FileSchema),
  sent_at: Instant,
  read: Type.Boolean(),
});
export type MessageView = Static<typeof MessageSchema>;

/** Translations into the languages that the port knows; line by line would be guessing, so it is all or nothing. */
export async function translationsOf(
  text: string,
  language: Locale,
  translator: Translator = offlineTranslator,
): Promise<MadeTranslations> {
  const made: MadeTranslations = {};
  if (text.length > 200) return made;
  for (const locale of locales) {
    if (locale === language) continue;
    const translated = await translator.translate(text, language, locale);
    if (translated) made[locale] = { text: translated.text, source: translated.source };
  }
  return made;
}
