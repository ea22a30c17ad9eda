import { type Static, Type } from 'typebox';
import { DateText, DecimalText } from '../../platform/index.ts';

const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\p{Cc}]*$' });

/** Facts that only the issuer knows: what the wagon is, who certified, what a declaration says. */
export const SuppliedFacts = Type.Object(
  {
    /** Number given by an authority outside Sauda. */
    outside_number: Type.Optional(Line(60)),
    /** The authority or laboratory behind a certificate. */
    authority: Type.Optional(Line(200)),
    /** The rule, standard or treaty a certificate refers to. */
    basis: Type.Optional(Line(300)),
    valid_until: Type.Optional(DateText),
    wagons: Type.Optional(
      Type.Array(
        Type.Object(
          {
            number: Line(20),
            provided_by: Type.Optional(Line(40)),
            load_capacity_t: Type.Optional(DecimalText),
            axles: Type.Optional(Type.Integer({ minimum: 2, maximum: 16 })),
            tare_kg: Type.Optional(DecimalText),
          },
          { additionalProperties: false },
        ),
        { maxItems: 60 },
      ),
    ),
    containers: Type.Optional(Type.Array(Line(20), { maxItems: 120 })),
    seals: Type.Optional(Type.Array(Line(40), { maxItems: 120 })),
    vehicle: Type.Optional(
      Type.Object(
        { tractor: Line(20), trailer: Type.Optional(Line(20)), driver: Type.Optional(Line(100)) },
        { additionalProperties: false },
      ),
    ),
    taken_over_on: Type.Optional(DateText),
    marks: Type.Optional(Line(300)),
    remarks: Type.Optional(Line(600)),
    /** Boxes that the deal does not hold: the printout of a declaration. Named by the caller. */
    boxes: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
            box: Type.String({ maxLength: 6, pattern: '^[0-9a-z.]*$' }),
            lines: Type.Array(Line(300), { minItems: 1, maxItems: 20 }),
            from: Type.Optional(Line(60)),
          },
          { additionalProperties: false },
        ),
        { maxItems: 80 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type SuppliedFacts = Static<typeof SuppliedFacts>;
