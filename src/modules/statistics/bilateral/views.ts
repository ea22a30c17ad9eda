import { Type } from 'typebox';
import { DateText, Nullable } from '../../../platform/index.ts';
import { flows, frequencies, sourceKeys } from '../model.ts';

/** An ISO country of two letters, or a group of countries. */
export const AreaCode = Type.String({ pattern: '^[A-Z0-9]{2,5}$' });

export const PairInput = Type.Object(
  {
    reporter: AreaCode,
    partner: AreaCode,
    source: Type.Optional(Type.Enum([...sourceKeys], { default: 'official' })),
    frequency: Type.Optional(Type.Enum([...frequencies], { default: 'A' })),
    /** The figures as they were known at the end of this day (UTC). */
    as_of: Type.Optional(DateText),
  },
  { additionalProperties: false },
);

export const ObservationView = Type.Object({
  period: Type.String(),
  flow: Type.Enum([...flows]),
  reporter: Type.String(),
  partner: Type.String(),
  exporter: Nullable(Type.String()),
  importer: Nullable(Type.String()),
  valuation: Nullable(Type.Enum(['FOB', 'CIF'])),
  value: Nullable(Type.String()),
  currency: Type.String(),
  unit: Type.String(),
  source: Type.String(),
  source_note: Nullable(Type.String()),
  source_url: Nullable(Type.String()),
  vintage: Type.String(),
  rows: Type.Integer(),
  file_hash: Type.String(),
  status: Type.Enum(['reported', 'estimate', 'demo', 'incomplete', 'confidential']),
  preferred: Type.Boolean(),
});

export const NoteView = Type.Object({ code: Type.String(), text: Type.String() });
