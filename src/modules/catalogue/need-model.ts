import { type Static, Type } from 'typebox';
import { isQuantityWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  Country,
  DecimalText,
  HsCode,
  Instant,
  Line,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { findIncoterm, findPlace, isCountryCode, notWhole } from '../reference/index.ts';
import {
  Code,
  knownUnit,
  LanguageSchema,
  positive,
  SellerSchema,
  TranslationsSchema,
  wordingInput,
  wrong,
} from './model.ts';

export const needInput = {
  ...wordingInput,
  hs_code: HsCode,
  quantity: DecimalText,
  unit: Code(12),
  to_country: Country,
  place_to: Type.Optional(Code(40)),
  /** Countries of origin that are welcome; empty: any. */
  origin_countries: Type.Array(Country, { maxItems: 20, uniqueItems: true }),
  max_price: Type.Optional(PositiveMoneySchema),
  within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 730 })),
  /** Documents that have to come with the goods. */
  certificates: Type.Optional(Type.Array(Code(60), { maxItems: 10, uniqueItems: true })),
  /** How the buyer would have the goods delivered. */
  incoterm: Type.Optional(Code(3)),
  /** What is wanted each month after the first delivery, in the unit of the quantity. */
  quantity_per_month: Type.Optional(DecimalText),
  /** How the goods should be packed, in the words of `package_kind` of an offer. */
  package_kind: Type.Optional(Line(40)),
};
const NeedInput = Type.Object(needInput);
export type NeedInput = Static<typeof NeedInput>;

export const NeedSchema = Type.Object({
  need_id: Uuid,
  buyer: SellerSchema,
  language: LanguageSchema,
  title: Type.String(),
  description: Type.String(),
  translations: TranslationsSchema,
  hs_code: HsCode,
  quantity: DecimalText,
  unit: Type.String(),
  to_country: Country,
  place_to: Nullable(Type.String()),
  origin_countries: Type.Array(Country),
  max_price: Nullable(PositiveMoneySchema),
  within_days: Nullable(Type.Integer()),
  certificates: Type.Array(Type.String()),
  incoterm: Nullable(Type.String()),
  quantity_per_month: Nullable(DecimalText),
  package_kind: Nullable(Type.String()),
  state: Type.Unsafe<'open' | 'closed'>({ type: 'string', enum: ['open', 'closed'] }),
  demo: Type.Boolean(),
  created_at: Instant,
});
export type Need = Static<typeof NeedSchema>;

/** Checks what the schema cannot say. Refuses with catalogue.need_wrong, naming every field. */
export function checkNeed(input: NeedInput): Outcome<true> {
  const errors: FieldError[] = [];
  if (!positive(input.quantity)) errors.push(wrong('/quantity', 'not_positive', 'must be more than zero'));
  if (!knownUnit(input.unit)) errors.push(wrong('/unit', 'unit_unknown', 'not a unit on the list'));
  for (const field of ['quantity', 'quantity_per_month'] as const)
    if (!isQuantityWithinTrade(input[field] ?? '0'))
      errors.push(wrong(`/${field}`, 'too_large', 'more than any consignment holds'));
  // What is wanted each month is a rate: one in two months is a half.
  errors.push(...notWhole([['/quantity', input.quantity, input.unit]]));
  if (input.max_price && !isWithinTrade(lineTotal('1', input.max_price)))
    errors.push(wrong('/max_price', 'too_large', 'more than any contract comes to'));
  if (input.max_price && BigInt(input.max_price.amount) <= 0n)
    errors.push(wrong('/max_price', 'not_positive', 'must be more than zero'));
  if (input.quantity_per_month && !positive(input.quantity_per_month))
    errors.push(wrong('/quantity_per_month', 'not_positive', 'must be more than zero'));
  if (input.incoterm && !findIncoterm(input.incoterm))
    errors.push(wrong('/incoterm', 'incoterm_unknown', 'not an Incoterm'));
  for (const [path, code] of [
    ['/to_country', input.to_country],
    ...input.origin_countries.map((one, at) => [`/origin_countries/${at}`, one] as const),
  ] as const)
    if (!isCountryCode(code))
      errors.push(wrong(path, 'country_unknown', 'not the code of a country (ISO 3166-1)'));
  const place = input.place_to === undefined ? undefined : findPlace(input.place_to);
  if (input.place_to !== undefined && place?.country !== input.to_country)
    errors.push(wrong('/place_to', 'place_unknown', 'not a place of the country of destination'));
  return errors.length > 0 ? refuse('catalogue.need_wrong', {}, errors) : true;
}
