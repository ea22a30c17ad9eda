import { type Static, Type } from 'typebox';
import { isQuantityWithinTrade, isWeightWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { parseMilli } from '../../kernel/decimal.ts';
import { type Locale, locales } from '../../kernel/locale.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import {
  Country,
  CurrencyCode,
  DecimalText,
  HsCode,
  Instant,
  Line,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { findIncoterm, findPlace, isCountryCode, notWhole, units } from '../reference/index.ts';
import { checkDetails, detailsInput } from './details.ts';
import { PhotoSchema } from './photos/model.ts';

/** Several lines. */
const Paragraphs = Type.String({
  maxLength: 4000,
  pattern: paragraphsPattern,
});
export const Code = (maxLength: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{1,${maxLength}}$` });

export const LanguageSchema = Type.Unsafe<Locale>({ type: 'string', enum: [...locales] });
const Translation = Type.Object(
  {
    title: Line(200),
    description: Paragraphs,
    /** Who translated: shown to readers, because a machine errs. */
    by: Type.Unsafe<'human' | 'imported' | 'machine'>({
      type: 'string',
      enum: ['human', 'imported', 'machine'],
    }),
  },
  { additionalProperties: false },
);
export const TranslationsSchema = Type.Object(
  Object.fromEntries(locales.map((locale) => [locale, Type.Optional(Translation)])) as Record<
    Locale,
    ReturnType<typeof Type.Optional<typeof Translation>>
  >,
  { additionalProperties: false },
);
export type Translations = Static<typeof TranslationsSchema>;

/** What is written about goods, in the writer's language and in others. */
export const wordingInput = {
  language: LanguageSchema,
  title: Line(200),
  description: Paragraphs,
  translations: Type.Optional(TranslationsSchema),
};

/** Price of one unit from a quantity on, under an Incoterm and its place. */
export const TierSchema = Type.Object(
  { min_quantity: DecimalText, price: PositiveMoneySchema, incoterm: Code(3), place: Code(40) },
  { additionalProperties: false },
);
export type Tier = Static<typeof TierSchema>;

export const listingInput = {
  ...wordingInput,
  hs_code: HsCode,
  origin_country: Country,
  unit: Code(12),
  moq: DecimalText,
  lead_time_days: Type.Integer({ minimum: 0, maximum: 730 }),
  package_kind: Line(40),
  units_per_package: DecimalText,
  unit_net_weight_kg: DecimalText,
  unit_gross_weight_kg: DecimalText,
  certificates: Type.Array(Code(60), { maxItems: 10, uniqueItems: true }),
  tiers: Type.Array(TierSchema, { minItems: 1, maxItems: 10 }),
  ...detailsInput,
};
const ListingInput = Type.Object(listingInput);
export type ListingInput = Static<typeof ListingInput>;

/** What a search can be narrowed by. */
export const searchFilter = {
  /** Words in any of the eight languages. */
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** Two, four or six digits. */
  hs: Type.Optional(Type.String({ pattern: '^\\d{2}(\\d{2}){0,2}$' })),
  origin_country: Type.Optional(Country),
  seller_country: Type.Optional(Country),
  seller_org_id: Type.Optional(Uuid),
  /** Lowest level of trust. */
  trust: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
  incoterm: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  certificate: Type.Optional(Code(60)),
  /** Longest lead time: 7, 14, 30, 60 or 730 days. */
  lead_time_days: Type.Optional(Type.Enum([7, 14, 30, 60, 730])),
  /** The viewer's currency: prices are compared in it by the newest rates on file. */
  currency: Type.Optional(CurrencyCode),
  /** Prices of the smallest lot in minor units of `currency`. */
  price_from: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
  price_to: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
};
export const SearchFilterSchema = Type.Object(searchFilter, { additionalProperties: false });
export type SearchFilter = Static<typeof SearchFilterSchema>;

export const SellerSchema = Type.Object({
  org_id: Uuid,
  name: Type.String(),
  country: Type.String(),
  trust: Type.Integer(),
});

/** One row of a page. `price` is that of the smallest lot. */
export const ListingItemSchema = Type.Object({
  listing_id: Uuid,
  title: Type.String(),
  hs_code: Type.String(),
  seller: SellerSchema,
  price: Type.Object({ amount: Type.String(), currency: Type.String() }),
  unit: Type.String(),
  moq: Type.String(),
  lead_time_days: Type.Integer(),
  origin_country: Type.String(),
  /** The cover, where it has one. */
  photo_id: Nullable(Uuid),
  demo: Type.Boolean(),
});
export type ListingItem = Static<typeof ListingItemSchema>;

export const ListingSchema = Type.Object({
  ...listingInput,
  translations: TranslationsSchema,
  photos: Type.Array(PhotoSchema),
  listing_id: Uuid,
  seller: SellerSchema,
  state: Type.Unsafe<'published' | 'withdrawn'>({ type: 'string', enum: ['published', 'withdrawn'] }),
  demo: Type.Boolean(),
  created_at: Instant,
  updated_at: Instant,
  version: Type.Integer(),
});
export type Listing = Static<typeof ListingSchema>;

export const positive = (text: string): boolean => parseMilli(text) > 0n;
export const wrong = (path: string, code: string, message: string): FieldError => ({ path, code, message });

/**
 * Checks what the schema cannot say, and puts the tiers in order of quantity.
 * Refuses with catalogue.listing_wrong, naming every field.
 */
export function checkListing(input: ListingInput): Outcome<Tier[]> {
  const errors: FieldError[] = [];
  const need = (holds: boolean, path: string, code: string, message: string): void => {
    if (!holds) errors.push(wrong(path, code, message));
  };
  for (const field of ['moq', 'units_per_package', 'unit_net_weight_kg', 'unit_gross_weight_kg'] as const)
    need(positive(input[field]), `/${field}`, 'not_positive', 'must be more than zero');
  need(
    parseMilli(input.unit_gross_weight_kg) >= parseMilli(input.unit_net_weight_kg),
    '/unit_gross_weight_kg',
    'less_than_net',
    'gross weight is never less than net weight',
  );
  need(knownUnit(input.unit), '/unit', 'unit_unknown', 'not a unit on the list');
  const sized =
    isQuantityWithinTrade(input.moq) && isWeightWithinTrade(input.unit_gross_weight_kg, input.moq);
  need(sized, '/moq', 'too_large', 'more than any consignment holds');
  need(
    isCountryCode(input.origin_country),
    '/origin_country',
    'country_unknown',
    'not the code of a country (ISO 3166-1)',
  );
  errors.push(...notWhole([['/moq', input.moq, input.unit]]));
  const tiers = [...input.tiers].sort((a, b) =>
    compare(parseMilli(a.min_quantity), parseMilli(b.min_quantity)),
  );
  const [first] = tiers;
  need(
    first !== undefined && parseMilli(first.min_quantity) === parseMilli(input.moq),
    '/tiers',
    'first_tier_not_moq',
    'the first tier begins at the minimum order quantity',
  );
  tiers.forEach((tier, index) => {
    const before = tiers[index - 1];
    const path = `/tiers/${index}`;
    errors.push(...notWhole([[`${path}/min_quantity`, tier.min_quantity, input.unit]]));
    need(BigInt(tier.price.amount) > 0n, `${path}/price`, 'not_positive', 'must be more than zero');
    need(
      isWithinTrade(lineTotal(input.moq, tier.price)) && isWithinTrade(lineTotal('1', tier.price)),
      `${path}/price`,
      'too_large',
      'the smallest order comes to more than any contract',
    );
    need(
      tier.price.currency === first?.price.currency,
      `${path}/price`,
      'currency_mixed',
      'all tiers are in one currency',
    );
    need(
      findIncoterm(tier.incoterm) !== undefined,
      `${path}/incoterm`,
      'incoterm_unknown',
      'not an Incoterm',
    );
    need(findPlace(tier.place) !== undefined, `${path}/place`, 'place_unknown', 'not a place on the list');
    if (!before) return;
    need(
      parseMilli(before.min_quantity) < parseMilli(tier.min_quantity),
      `${path}/min_quantity`,
      'tier_repeated',
      'two tiers begin at the same quantity',
    );
    need(
      BigInt(tier.price.amount) <= BigInt(before.price.amount),
      `${path}/price`,
      'dearer_by_quantity',
      'a larger quantity is not dearer',
    );
  });
  errors.push(...checkDetails({ ...input, tiers }));
  return errors.length > 0 ? refuse('catalogue.listing_wrong', {}, errors) : tiers;
}

/** The tier that a quantity buys at; undefined below the minimum order. `tiers` are in order of quantity. */
export function tierFor(tiers: readonly Tier[], quantity: string): Tier | undefined {
  const wanted = parseMilli(quantity);
  return tiers.filter((tier) => parseMilli(tier.min_quantity) <= wanted).at(-1);
}

/** Title and description in the reader's language, or as they were written where nobody translated them. */
export function wordingFor(
  locale: Locale,
  text: { title: string; description: string; translations: Translations },
): { title: string; description: string } {
  const translated = text.translations[locale];
  return translated
    ? { title: translated.title, description: translated.description || text.description }
    : { title: text.title, description: text.description };
}

export function knownUnit(code: string): boolean {
  return units().some((unit) => unit.code === code);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
