import { Type } from 'typebox';
import { decimalPattern } from '../kernel/decimal.ts';
import { currencies } from '../kernel/money.ts';
import { linePattern } from '../kernel/text.ts';

/** Schemas that every module shares. */
export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});
export const CurrencyCode = Type.Enum([...currencies]);
/** An exact amount: integer of minor units as text, with its currency. */
export const MoneySchema = Type.Object(
  { amount: Type.String({ pattern: '^-?\\d{1,18}$' }), currency: CurrencyCode },
  { additionalProperties: false },
);
/** An amount that is not negative. */
export const PositiveMoneySchema = Type.Object(
  { amount: Type.String({ pattern: '^\\d{1,18}$' }), currency: CurrencyCode },
  { additionalProperties: false },
);
/** One line of text without control characters or outer blanks. */
export const Line = (maxLength: number, minLength = 1) =>
  Type.String({ minLength, maxLength, pattern: linePattern });
export const DecimalText = Type.String({ pattern: decimalPattern });
export const Country = Type.String({ pattern: '^[A-Z]{2}$' });
export const HsCode = Type.String({ pattern: '^\\d{6}$' });
/** The format allows a year 0000, which no calendar has and the database refuses. */
const SOME_YEAR = '^(?!0000)';
export const DateText = Type.String({ format: 'date', pattern: SOME_YEAR });
export const Instant = Type.String({ format: 'date-time', pattern: SOME_YEAR });
export const Nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
