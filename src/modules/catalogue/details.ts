import { type Static, Type } from 'typebox';
import { isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { parseMilli } from '../../kernel/decimal.ts';
import type { FieldError } from '../../kernel/refusal.ts';
import { CurrencyCode, DateText, DecimalText } from '../../platform/index.ts';
import { findIncoterm, findPlace, type InUnit, notWhole } from '../reference/index.ts';

const Code = (maxLength: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{1,${maxLength}}$` });

/** Classes and divisions of dangerous goods (UN Model Regulations, 2.0.1.1). */
export const hazardClasses = [
  ...['1', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '2.1', '2.2', '2.3', '3', '4.1', '4.2', '4.3'],
  ...['5.1', '5.2', '6.1', '6.2', '7', '8', '9'],
] as const;
/** Substances of these have no packing group (UN Model Regulations, 2.0.1.3). */
const ungrouped = /^(1(\.\d)?|2\.\d|5\.2|6\.2|7)$/;

/** Whether the goods are dangerous in transport. Only the shape is checked: which number fits is for who packs them. */
const DangerousGoodsSchema = Type.Object(
  {
    /** Four digits, without "UN". */
    un_number: Type.String({ pattern: '^(?!0000)[0-3]\\d{3}$' }),
    hazard_class: Type.Enum([...hazardClasses]),
    packing_group: Type.Optional(Type.Enum(['I', 'II', 'III'])),
  },
  { additionalProperties: false },
);

/** Prices in another currency or under another Incoterm or place than `tiers`. */
export const PriceListSchema = Type.Object(
  {
    currency: CurrencyCode,
    incoterm: Code(3),
    place: Code(40),
    tiers: Type.Array(
      Type.Object(
        { min_quantity: DecimalText, amount: Type.String({ pattern: '^\\d{1,18}$' }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 10 },
    ),
  },
  { additionalProperties: false },
);
export type PriceList = Static<typeof PriceListSchema>;

/** Facts of an offer that not all goods have; what is not said is unknown. */
export const detailsInput = {
  /** Orders are a multiple of this. */
  order_multiple: Type.Optional(DecimalText),
  /** Units that can be delivered in a month. */
  capacity_per_month: Type.Optional(DecimalText),
  /** Outer volume of one package. */
  package_volume_m3: Type.Optional(DecimalText),
  /** From production. */
  shelf_life_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  dangerous_goods: Type.Optional(DangerousGoodsSchema),
  /** The last day of some of the certificates. */
  certificate_validity: Type.Optional(
    Type.Array(
      Type.Object({ certificate: Code(60), valid_until: DateText }, { additionalProperties: false }),
      { maxItems: 10 },
    ),
  ),
  price_lists: Type.Optional(Type.Array(PriceListSchema, { maxItems: 10 })),
};
const Details = Type.Object(detailsInput);
export type Details = Static<typeof Details>;

type Wrong = (path: string, code: string, message: string) => void;
const wrongs =
  (errors: FieldError[]): Wrong =>
  (path, code, message) =>
    void errors.push({ path, code, message });

/** What the schema of the details cannot say, field by field. Pure. */
export function checkDetails(
  input: Details & {
    moq: string;
    unit: string;
    certificates: readonly string[];
    tiers: readonly { price: { currency: string }; incoterm: string; place: string }[];
  },
): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = wrongs(errors);
  for (const field of ['order_multiple', 'capacity_per_month', 'package_volume_m3'] as const)
    if (input[field] !== undefined && parseMilli(input[field]) <= 0n)
      wrong(`/${field}`, 'not_positive', 'must be more than zero');
  // The capacity is a rate: one machine in two months is half a machine a month.
  errors.push(
    ...notWhole([
      ['/order_multiple', input.order_multiple, input.unit],
      ...(input.price_lists ?? []).flatMap(({ tiers }, list) =>
        tiers.map(
          (tier, at): InUnit => [
            `/price_lists/${list}/tiers/${at}/min_quantity`,
            tier.min_quantity,
            input.unit,
          ],
        ),
      ),
    ]),
  );
  const multiple = parseMilli(input.order_multiple ?? '0');
  if (multiple > 0n && parseMilli(input.moq) % multiple !== 0n)
    wrong('/moq', 'not_a_multiple', 'the minimum order is a multiple of the order multiple');
  const { dangerous_goods } = input;
  if (dangerous_goods?.packing_group !== undefined && ungrouped.test(dangerous_goods.hazard_class))
    wrong('/dangerous_goods/packing_group', 'no_group_in_class', 'this class has no packing groups');
  const dated = new Set<string>();
  for (const [at, { certificate }] of (input.certificate_validity ?? []).entries()) {
    const path = `/certificate_validity/${at}/certificate`;
    if (!input.certificates.includes(certificate))
      wrong(path, 'certificate_missing', 'is not among the certificates of the offer');
    if (dated.has(certificate)) wrong(path, 'repeated', 'has a last day already');
    dated.add(certificate);
  }
  const first = input.tiers[0];
  const known = new Set(first ? [keyOf({ currency: first.price.currency, ...first })] : []);
  for (const [at, list] of (input.price_lists ?? []).entries()) {
    checkPriceList(list, `/price_lists/${at}`, input.moq, wrong);
    if (known.has(keyOf(list)))
      wrong(`/price_lists/${at}`, 'repeated', 'currency, Incoterm and place have prices already');
    known.add(keyOf(list));
  }
  return errors;
}

const keyOf = ({
  currency,
  incoterm,
  place,
}: {
  currency: string;
  incoterm: string;
  place: string;
}): string => `${currency} ${incoterm} ${place}`;

/** The rules of tiers: they begin at the minimum order, go up in quantity and never up in price. */
function checkPriceList(list: PriceList, path: string, moq: string, wrong: Wrong): void {
  if (findIncoterm(list.incoterm) === undefined)
    wrong(`${path}/incoterm`, 'incoterm_unknown', 'not an Incoterm');
  if (findPlace(list.place) === undefined) wrong(`${path}/place`, 'place_unknown', 'not a place on the list');
  for (const [at, tier] of list.tiers.entries()) {
    const before = list.tiers[at - 1];
    const tierPath = `${path}/tiers/${at}`;
    if (BigInt(tier.amount) === 0n) wrong(`${tierPath}/amount`, 'not_positive', 'must be more than zero');
    const price = { amount: tier.amount, currency: list.currency };
    if (!isWithinTrade(lineTotal(moq, price)) || !isWithinTrade(lineTotal('1', price)))
      wrong(`${tierPath}/amount`, 'too_large', 'the smallest order comes to more than any contract');
    if (!before) {
      if (parseMilli(tier.min_quantity) !== parseMilli(moq))
        wrong(`${path}/tiers`, 'first_tier_not_moq', 'the first tier begins at the minimum order quantity');
      continue;
    }
    if (parseMilli(before.min_quantity) >= parseMilli(tier.min_quantity))
      wrong(`${tierPath}/min_quantity`, 'tiers_not_ascending', 'tiers go up in quantity');
    if (BigInt(tier.amount) > BigInt(before.amount))
      wrong(`${tierPath}/amount`, 'dearer_by_quantity', 'a larger quantity is not dearer');
  }
}
