import type { Terms } from '../../deals/index.ts';
import type { DocumentKind, OrganisationFacts } from '../model.ts';
import type { SuppliedFacts } from '../supplied-facts.ts';

/** Names of a place in the languages that forms are printed in; what is not on file stays empty. */
export interface PlaceNames {
  code: string;
  name_en: string;
  name_zh: string | null;
  name_ru: string | null;
  country: string | null;
}

/** A document of the deal that already exists, for boxes that list what is attached. */
export interface AttachedDocument {
  kind: DocumentKind;
  number: string;
  issued_on: string;
}

/** All that a form is composed from: one deal, looked up once. */
export interface FormSources {
  kind: DocumentKind;
  number: string;
  version: number;
  issued_on: string;
  deal_number: string;
  demo: boolean;
  terms: Terms;
  seller: OrganisationFacts;
  buyer: OrganisationFacts;
  carrier: OrganisationFacts | null;
  issuer: OrganisationFacts;
  places: ReadonlyMap<string, PlaceNames>;
  attached: readonly AttachedDocument[];
  supplied: SuppliedFacts;
}

export type FormLanguage = 'en' | 'zh' | 'ru';

const countryNames = new Map(
  (['en', 'zh', 'ru'] as const).map((language) => [
    language,
    new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }),
  ]),
);

/** 'CN' → 'China, 中国'. */
export function countryLine(country: string, languages: readonly FormLanguage[]): string {
  return unique(languages.map((language) => countryNames.get(language)?.of(country) ?? country)).join(', ');
}

/** Name in the scripts on file, then the country. */
export function organisationLines(org: OrganisationFacts, languages: readonly FormLanguage[]): string[] {
  const named = languages.map((language) =>
    language === 'zh' ? org.name_zh : language === 'ru' ? org.name_ru : org.name,
  );
  return [...unique([org.name, ...named]), countryLine(org.country, languages)];
}

/** 'Almaty, 阿拉木图 (KZ)'. A place that is not on file shows its code. */
export function placeLine(sources: FormSources, code: string, languages: readonly FormLanguage[]): string {
  const place = sources.places.get(code);
  if (!place) return code;
  const names = languages.map((language) =>
    language === 'zh' ? place.name_zh : language === 'ru' ? place.name_ru : place.name_en,
  );
  const shown = unique(names);
  const text = (shown.length > 0 ? shown : [place.name_en]).join(', ');
  return place.country ? `${text} (${place.country})` : text;
}

export function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text): text is string => text !== null && text !== ''))];
}
