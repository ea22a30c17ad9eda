import type { Money } from '../../kernel/money.ts';

/**
 * Shapes of messages as data. One shape serves writing, reading, the generated schema and the documentation, so
 * they cannot disagree. Field names are the XML tags of ISO 20022, in the order of its schemas.
 */

/** What stands between a pair of tags. `text` counts characters (code points), not units of UTF-16. */
export type LeafKind =
  | { kind: 'text'; max: number; pattern?: RegExp }
  | { kind: 'code'; values: readonly string[] }
  | { kind: 'amount' }
  | { kind: 'date' }
  | { kind: 'instant' }
  | { kind: 'uetr' }
  | { kind: 'bic' }
  | { kind: 'iban' }
  | { kind: 'lei' }
  | { kind: 'count' }
  | { kind: 'decimal' }
  | { kind: 'flag' };

/** `Value` exists for the type checker alone: what the leaf holds in code. */
export type Leaf<Value = unknown> = LeafKind & { leaf: true; readonly value?: Value };

export interface Group<Fields extends FieldTable = FieldTable> {
  leaf: false;
  /** A choice holds exactly one of its fields. */
  choice: boolean;
  fields: Fields;
}

// biome-ignore lint/suspicious/noExplicitAny: a leaf of any value; shapes are read by their `kind`
export type Shape = Leaf<any> | Group<any>;

export interface Field<S extends Shape = Shape, O extends Occurs = Occurs> {
  shape: S;
  occurs: O;
  /** Largest number of elements; 1 unless it may be repeated. */
  max: number;
}
type Occurs = 'one' | 'optional' | 'many' | 'some';
export type FieldTable = { readonly [tag: string]: Field };

/** The value that a shape describes. */
export type ValueOf<S> =
  S extends Leaf<infer V>
    ? V
    : S extends Group<infer F>
      ? {
          [T in keyof F as F[T] extends Field<Shape, 'one' | 'some'> ? T : never]: FieldValue<F[T]>;
        } & {
          [T in keyof F as F[T] extends Field<Shape, 'one' | 'some'> ? never : T]?: FieldValue<F[T]>;
        }
      : never;
type FieldValue<F> =
  F extends Field<infer S, infer O> ? (O extends 'many' | 'some' ? ValueOf<S>[] : ValueOf<S>) : never;

export const group = <F extends FieldTable>(fields: F): Group<F> => ({ leaf: false, choice: false, fields });
/** Exactly one of the fields; each is marked optional by its own `optional`. */
export const choice = <F extends FieldTable>(fields: F): Group<F> => ({ leaf: false, choice: true, fields });

export const one = <S extends Shape>(shape: S): Field<S, 'one'> => ({ shape, occurs: 'one', max: 1 });
export const optional = <S extends Shape>(shape: S): Field<S, 'optional'> => ({
  shape,
  occurs: 'optional',
  max: 1,
});
/** None or several. */
export const many = <S extends Shape>(shape: S, max: number): Field<S, 'many'> => ({
  shape,
  occurs: 'many',
  max,
});
/** One or several. */
export const some = <S extends Shape>(shape: S, max: number): Field<S, 'some'> => ({
  shape,
  occurs: 'some',
  max,
});

export const text = (max: number, pattern?: RegExp): Leaf<string> => ({
  leaf: true,
  kind: 'text',
  max,
  ...(pattern ? { pattern } : {}),
});
export const code = <const V extends string>(...values: V[]): Leaf<V> => ({
  leaf: true,
  kind: 'code',
  values,
});
/** An amount with its `Ccy` attribute, never negative (ActiveCurrencyAndAmount). */
export const amount: Leaf<Money> = { leaf: true, kind: 'amount' };
/** ISODate: a day of the calendar. */
export const date: Leaf<string> = { leaf: true, kind: 'date' };
/** ISODateTime, with or without an offset, kept as it was written. */
export const instant: Leaf<string> = { leaf: true, kind: 'instant' };
/** Unique end-to-end transaction reference: a UUID of version 4. */
export const uetr: Leaf<string> = { leaf: true, kind: 'uetr' };
export const bic: Leaf<string> = { leaf: true, kind: 'bic' };
export const iban: Leaf<string> = { leaf: true, kind: 'iban' };
export const lei: Leaf<string> = { leaf: true, kind: 'lei' };
/** Max15NumericText. */
export const count: Leaf<number> = { leaf: true, kind: 'count' };
/** A decimal without a currency, as text: control sums, rates. */
export const decimal: Leaf<string> = { leaf: true, kind: 'decimal' };
export const flag: Leaf<boolean> = { leaf: true, kind: 'flag' };
