import { type Static, Type } from 'typebox';
import type { Currency } from '../../kernel/money.ts';
import { emailPattern, paragraphsPattern } from '../../kernel/text.ts';
import {
  Country,
  DecimalText,
  HsCode,
  Instant,
  Line,
  MoneySchema,
  Nullable,
  Uuid,
} from '../../platform/index.ts';
import { LimitCheckSchema, MOST_ITEMS } from '../parcels/index.ts';
import { PaymentSchema, Slug } from '../storefront/index.ts';
import { tokenPattern } from './token.ts';

export const Token = Type.String({ pattern: tokenPattern });

/** What is asked for: offers of one shop, each once, to one country. */
export const wantedInput = {
  slug: Slug,
  destination: Country,
  lines: Type.Array(
    Type.Object({ listing_id: Uuid, quantity: DecimalText }, { additionalProperties: false }),
    { minItems: 1, maxItems: MOST_ITEMS },
  ),
};

/** What a person tells of itself; e-mail or telephone, or both. */
export const PersonInputSchema = Type.Object(
  {
    name: Line(120),
    address: Type.String({ minLength: 5, maxLength: 500, pattern: paragraphsPattern }),
    email: Type.Optional(Type.String({ maxLength: 254, pattern: emailPattern })),
    phone: Type.Optional(Type.String({ maxLength: 40, pattern: '^\\+?[0-9][0-9 ()-]{5,38}$' })),
    remark: Type.Optional(Type.String({ maxLength: 500, pattern: paragraphsPattern })),
  },
  { additionalProperties: false },
);
export type PersonInput = Static<typeof PersonInputSchema>;

/** A line as it is priced and weighed; weights are of the whole line. */
export const OrderLineSchema = Type.Object({
  line: Type.Integer(),
  listing_id: Uuid,
  title: Type.String(),
  hs_code: HsCode,
  origin_country: Country,
  quantity: Type.String(),
  unit: Type.String(),
  unit_price: MoneySchema,
  amount: MoneySchema,
  net_weight_kg: Type.String(),
  gross_weight_kg: Type.String(),
});
export type OrderLine = Static<typeof OrderLineSchema>;

/** The whole cost in the country: goods, delivery, duty and VAT. `missing` names what is not known and in no sum. */
export const LandedSchema = Type.Object({
  currency: Nullable(Type.String()),
  total: Nullable(MoneySchema),
  missing: Type.Array(Type.String()),
  rates: Type.Array(Type.Object({ from: Type.String(), as_of: Type.String(), stale: Type.Boolean() })),
});

/** What the border says of the order. `limit` is null for goods that are in the country already. */
export const ChargesSchema = Type.Object({
  limit: Nullable(LimitCheckSchema),
  /** What follows from the limit: nothing is asked, it is not known, duty is asked, or such an order is not taken. */
  standing: Type.Union([
    Type.Literal('free'),
    Type.Literal('not_known'),
    Type.Literal('dutiable'),
    Type.Literal('refused'),
    Type.Literal('domestic'),
  ]),
  landed: LandedSchema,
});
export type Charges = Static<typeof ChargesSchema>;

export const returnReasons = ['damaged', 'wrong_goods', 'not_as_described', 'incomplete', 'other'] as const;
export const ReturnReason = Type.Unsafe<(typeof returnReasons)[number]>({
  type: 'string',
  enum: [...returnReasons],
});

/** Goods that a person gives back, as they are kept; the words of the person are kept with its data. */
export interface GivingBack {
  state: 'requested' | 'approved' | 'refused' | 'received';
  lines: number[];
  reason: (typeof returnReasons)[number];
  asked: string;
  asked_at: string;
  answer_by: string;
  approved: string | null;
  goods_back: boolean | null;
  note: string | null;
}

export interface ParcelOfOrder {
  mode: string | null;
  number: string;
  gross_weight_kg: string;
  parcel_id: string | null;
  verdict: string | null;
}

export type OrderState = 'placed' | 'confirmed' | 'handed_over' | 'refused' | 'cancelled' | 'lapsed';

/** Who may do what when, and what it leads to. What is not in the table cannot happen. */
export const steps = {
  confirm: { from: ['placed'], to: 'confirmed' },
  refuse: { from: ['placed', 'confirmed'], to: 'refused' },
  cancel: { from: ['placed', 'confirmed'], to: 'cancelled' },
  lapse: { from: ['placed', 'confirmed'], to: 'lapsed' },
  hand_over: { from: ['confirmed'], to: 'handed_over' },
} as const satisfies Record<string, { from: readonly OrderState[]; to: OrderState }>;
export type Step = keyof typeof steps;

export const allowed = (step: Step, state: OrderState): boolean =>
  (steps[step].from as readonly OrderState[]).includes(state);

/** An order as its bearer and its merchant see it. `person` is null when its data were removed. */
export const OrderSchema = Type.Object({
  order_id: Uuid,
  number: Type.String(),
  state: Type.String(),
  shop: Type.Object({ slug: Type.String(), name: Type.String(), country: Country }),
  destination: Country,
  lines: Type.Array(OrderLineSchema),
  goods: MoneySchema,
  delivery: MoneySchema,
  to_pay: MoneySchema,
  weight_kg: Type.String(),
  charges: ChargesSchema,
  payment: PaymentSchema,
  payment_note: Type.String(),
  placed_at: Instant,
  /** When it lapses unless it is confirmed, or paid. */
  open_until: Nullable(Instant),
  paid_at: Nullable(Instant),
  ended_at: Nullable(Instant),
  reason: Nullable(Type.String()),
  parcel: Nullable(
    Type.Object({
      mode: Nullable(Type.String()),
      number: Type.String(),
      gross_weight_kg: Type.String(),
      parcel_id: Nullable(Uuid),
      verdict: Nullable(Type.String()),
    }),
  ),
  giving_back: Nullable(
    Type.Object({
      state: Type.String(),
      lines: Type.Array(Type.Integer()),
      reason: ReturnReason,
      text: Nullable(Type.String()),
      asked: MoneySchema,
      asked_at: Instant,
      answer_by: Instant,
      approved: Nullable(MoneySchema),
      goods_back: Nullable(Type.Boolean()),
      note: Nullable(Type.String()),
      /** The merchant did not answer in time. */
      overdue: Type.Boolean(),
    }),
  ),
  /** What the merchant owes the person now; null: nothing. */
  refund_due: Nullable(MoneySchema),
  refunded: Nullable(MoneySchema),
  refunded_at: Nullable(Instant),
  person: Nullable(
    Type.Object({
      name: Type.String(),
      address: Type.String(),
      email: Nullable(Type.String()),
      phone: Nullable(Type.String()),
      remark: Nullable(Type.String()),
    }),
  ),
  /** When the data of the person are removed at the latest, or were. */
  erase_at: Nullable(Instant),
  erased_at: Nullable(Instant),
  /** What its bearer can do now. */
  may: Type.Object({ cancel: Type.Boolean(), ask_return: Type.Boolean(), erase: Type.Boolean() }),
});
export type Order = Static<typeof OrderSchema>;

export const inCurrency = (amount: bigint | string, currency: Currency) => ({
  amount: amount.toString(),
  currency,
});
