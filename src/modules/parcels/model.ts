import { type Static, Type } from 'typebox';
import {
  Country,
  CurrencyCode,
  DateText,
  DecimalText,
  HsCode,
  Line,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { ChannelSchema } from './check-limit.ts';

/** Parcels that come in together at most, and items of one parcel. */
export const MOST_PARCELS = 5000;
export const MOST_ITEMS = 50;

export const TransportSchema = Type.Union([
  Type.Literal('road'),
  Type.Literal('rail'),
  Type.Literal('air'),
  Type.Literal('post'),
]);
const UnitCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,12}$' });
export const ModeCode = Type.String({ pattern: '^\\d{4}$' });
export const Month = Type.String({ pattern: '^(?!0000)\\d{4}-(0[1-9]|1[0-2])$' });

export const ItemSchema = Type.Object(
  {
    hs_code: HsCode,
    origin_country: Country,
    description: Line(300),
    quantity: DecimalText,
    unit: UnitCode,
    net_weight_kg: DecimalText,
    amount: PositiveMoneySchema,
    /** The goods in a warehouse that these come from; modes 9810 and 1210. */
    lot_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
export type Item = Static<typeof ItemSchema>;

/** A parcel as its sender reports it. */
export const parcelInput = {
  number: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' }),
  mode: ModeCode,
  transport: TransportSchema,
  channel: ChannelSchema,
  destination: Country,
  released_on: DateText,
  /** Whatever names the person for the sender; only a hash is kept. */
  recipient: Line(120),
  gross_weight_kg: DecimalText,
  items: Type.Array(ItemSchema, { minItems: 1, maxItems: MOST_ITEMS }),
};
export const ParcelInputSchema = Type.Object(parcelInput, { additionalProperties: false });
export type ParcelInput = Static<typeof ParcelInputSchema>;

/** `not_asked`: goods that are in the country already, so no limit of import is asked. */
export const StoredVerdict = Type.Union([
  Type.Literal('within'),
  Type.Literal('above'),
  Type.Literal('not_known'),
  Type.Literal('not_asked'),
]);

export const LotSchema = Type.Object({
  lot_id: Uuid,
  mode: ModeCode,
  country: Country,
  warehouse: Type.String(),
  reference: Type.String(),
  hs_code: HsCode,
  origin_country: Country,
  description: Type.String(),
  unit: Type.String(),
  quantity_in: Type.String(),
  quantity_out: Type.String(),
  left: Type.String(),
});

export const lotInput = {
  mode: Type.Union([Type.Literal('9810'), Type.Literal('1210')]),
  country: Country,
  warehouse: Line(80),
  reference: Line(80),
  hs_code: HsCode,
  origin_country: Country,
  description: Line(300),
  unit: UnitCode,
  quantity: DecimalText,
};

export const SummarySchema = Type.Object({
  summary_id: Uuid,
  number: Type.String(),
  mode: ModeCode,
  month: Month,
  transport: TransportSchema,
  destination: Country,
  currency: CurrencyCode,
  parcels: Type.Integer(),
  amount: Type.String(),
  net_weight_kg: Type.String(),
  declare_by: DateText,
});

export const SummaryLineSchema = Type.Object({
  line: Type.Integer(),
  hs_code: HsCode,
  origin_country: Country,
  unit: Type.String(),
  quantity: Type.String(),
  net_weight_kg: Type.String(),
  amount: Type.String(),
  items: Type.Integer(),
});

export const ParcelSchema = Type.Object({
  parcel_id: Uuid,
  number: Type.String(),
  mode: ModeCode,
  transport: TransportSchema,
  channel: ChannelSchema,
  destination: Country,
  released_on: DateText,
  gross_weight_kg: Type.String(),
  amount: PositiveMoneySchema,
  verdict: StoredVerdict,
  summary_id: Nullable(Uuid),
  /** Why it was taken out of its list; null while it is in it. */
  void_reason: Nullable(Type.String()),
});
