import type { Terms } from '../../deals/index.ts';
import { findCountry, findPlace } from '../../reference/index.ts';
import type { DocumentKind, OrganisationFacts } from '../model.ts';
import type { SuppliedFacts } from '../supplied-facts.ts';

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
  attached: readonly AttachedDocument[];
  supplied: SuppliedFacts;
}

export type FormLanguage = 'en' | 'zh' | 'ru';

/** 'CN' → 'China, 中国'. */
export function countryLine(country: string, languages: readonly FormLanguage[]): string {
  return unique(languages.map((language) => findCountry(country)?.name[language] ?? country)).join(', ');
}

/** Name in the scripts on file, then the country. */
export function organisationLines(org: OrganisationFacts, languages: readonly FormLanguage[]): string[] {
  const named = languages.map((language) =>
    language === 'zh' ? org.name_zh : language === 'ru' ? org.name_ru : org.name,
  );
  return [...unique([org.name, ...named]), countryLine(org.country, languages)];
}

/** 'Almaty, 阿拉木图 (KZ)'. A place that is not on file shows its code. */
export function placeLine(code: string, languages: readonly FormLanguage[]): string {
  const place = findPlace(code);
  if (!place) return code;
  return `${unique(languages.map((language) => place.name[language])).join(', ')} (${place.country})`;
}

export function unique(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text): text is string => text !== null && text !== ''))];
}

const modeNames: Record<FormSources['terms']['mode'], Record<FormLanguage, string>> = {
  rail: { en: 'rail', zh: '铁路', ru: 'железнодорожный' },
  road: { en: 'road', zh: '公路', ru: 'автомобильный' },
};

/** 'rail, 铁路, железнодорожный'. */
export function modeLine(mode: FormSources['terms']['mode'], languages: readonly FormLanguage[]): string {
  return languages.map((language) => modeNames[mode][language]).join(', ');
}
