import { type Static, Type } from 'typebox';
import { type Locale, locales } from '../../kernel/locale.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks, paragraphsPattern } from '../../kernel/text.ts';
import { Country, DecimalText, Line, Nullable, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { ChannelSchema, TransportSchema } from '../parcels/index.ts';
import { findCountry } from '../reference/index.ts';

/** Offers that one shop shows at most, and how many of them a page holds. */
export const MOST_ON_SHELF = 500;
export const SHOP_PAGE = 24;
/** Addresses of one shop, old ones included. */
export const MOST_SLUGS = 5;

/** The last part of a shop's address: small Latin letters, digits and inner hyphens. */
export const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$' });

const reserved = new Set(['admin', 'api', 'assets', 'cart', 'checkout', 'new', 'sauda', 'settings', 'shop']);

const Intro = Type.String({ maxLength: 2000, pattern: paragraphsPattern });
const LanguageSchema = Type.Unsafe<Locale>({ type: 'string', enum: [...locales] });

export const IntrosSchema = Type.Object(
  Object.fromEntries(locales.map((locale) => [locale, Type.Optional(Intro)])) as Record<
    Locale,
    ReturnType<typeof Type.Optional<typeof Intro>>
  >,
  { additionalProperties: false },
);
export type Intros = Static<typeof IntrosSchema>;

/** How a person pays: to the merchant's account before the goods leave, or when they are handed over. */
export const PaymentSchema = Type.Unsafe<'transfer' | 'on_delivery'>({
  type: 'string',
  enum: ['transfer', 'on_delivery'],
});

/** How a merchant sells to persons. `delivery` is what it charges for one order into a country, whatever is in it. */
export const ToPersonsSchema = Type.Object(
  {
    countries: Type.Array(
      Type.Object({ country: Country, delivery: PositiveMoneySchema }, { additionalProperties: false }),
      { minItems: 1, maxItems: 12 },
    ),
    transport: TransportSchema,
    channel: ChannelSchema,
    payments: Type.Array(PaymentSchema, { minItems: 1, maxItems: 2 }),
    /** Where and how to pay, in the merchant's words; shown to those who have ordered. */
    payment_note: Type.String({ maxLength: 500, pattern: paragraphsPattern }),
  },
  { additionalProperties: false },
);
export type ToPersons = Static<typeof ToPersonsSchema>;

/** What the merchant says of its shop. */
export const shopInput = {
  slug: Slug,
  name: Line(80),
  language: LanguageSchema,
  intros: IntrosSchema,
  open: Type.Boolean(),
  shelf: Type.Array(
    Type.Object(
      { listing_id: Uuid, allotment: Type.Optional(Nullable(DecimalText)) },
      { additionalProperties: false },
    ),
    { maxItems: MOST_ON_SHELF },
  ),
  /** Left out or null: the shop sells to firms only. */
  to_persons: Type.Optional(Nullable(ToPersonsSchema)),
};
const ShopInput = Type.Object(shopInput, { additionalProperties: false });
export type ShopInput = Static<typeof ShopInput>;

/** A shop as its merchant sees it. */
export const ShopSchema = Type.Object({
  ...shopInput,
  org_id: Uuid,
  country: Country,
  shelf: Type.Array(
    Type.Object({ listing_id: Uuid, allotment: Nullable(DecimalText), title: Nullable(Type.String()) }),
  ),
  former_slugs: Type.Array(Slug),
  version: Type.Integer(),
});

/** Refuses with storefront.slug_reserved, storefront.text_wrong, storefront.to_persons_wrong. */
export function checkShop(input: ShopInput): Outcome<true> {
  if (reserved.has(input.slug)) return refuse('storefront.slug_reserved', { slug: input.slug });
  const errors: FieldError[] = [
    ['/name', input.name] as const,
    ['/to_persons/payment_note', input.to_persons?.payment_note ?? ''] as const,
    ...Object.entries(input.intros).map(([locale, text]) => [`/intros/${locale}`, text ?? ''] as const),
  ].flatMap(([path, text]) =>
    hasHiddenMarks(text)
      ? [{ path, code: 'hidden_marks', message: 'has marks that change the direction of writing' }]
      : [],
  );
  input.shelf.forEach(({ allotment }, index) => {
    if (allotment?.startsWith('-'))
      errors.push({ path: `/shelf/${index}/allotment`, code: 'negative', message: 'must not be negative' });
  });
  if (errors.length > 0) return refuse('storefront.text_wrong', {}, errors);
  const wrong = input.to_persons ? wrongCountries(input.to_persons) : [];
  return wrong.length > 0 ? refuse('storefront.to_persons_wrong', {}, wrong) : true;
}

function wrongCountries({ countries }: ToPersons): FieldError[] {
  return countries.flatMap(({ country }, index) => {
    const path = `/to_persons/countries/${index}/country`;
    if (!findCountry(country)?.corridor)
      return [{ path, code: 'country_unknown', message: 'not a country of the corridor' }];
    return countries.findIndex((c) => c.country === country) < index
      ? [{ path, code: 'named_twice', message: 'is named already' }]
      : [];
  });
}
