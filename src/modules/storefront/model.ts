import { type Static, Type } from 'typebox';
import { type Locale, locales } from '../../kernel/locale.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks, linePattern, paragraphsPattern } from '../../kernel/text.ts';
import { Country, DecimalText, Nullable, Uuid } from '../../platform/index.ts';

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

/** What the merchant says of its shop. */
export const shopInput = {
  slug: Slug,
  name: Type.String({ minLength: 1, maxLength: 80, pattern: linePattern }),
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

/** Refuses with storefront.slug_reserved, storefront.text_wrong. */
export function checkShop(input: ShopInput): Outcome<true> {
  if (reserved.has(input.slug)) return refuse('storefront.slug_reserved', { slug: input.slug });
  const errors: FieldError[] = [
    ['/name', input.name] as const,
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
  return errors.length > 0 ? refuse('storefront.text_wrong', {}, errors) : true;
}
