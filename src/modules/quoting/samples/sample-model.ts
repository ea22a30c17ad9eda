import { type Static, Type } from 'typebox';
import { paragraphsPattern } from '../../../kernel/text.ts';
import { DecimalText, Instant, Line, Nullable, PositiveMoneySchema, Uuid } from '../../../platform/index.ts';

/** Samples of one deal. */
export const MOST_SAMPLES = 10;

export type SampleState =
  | 'requested'
  | 'accepted'
  | 'refused'
  | 'withdrawn'
  | 'sent'
  | 'received'
  | 'approved'
  | 'rejected';

const steps = ['accept', 'refuse', 'withdraw', 'send', 'receive', 'approve', 'reject'] as const;
export type SampleStep = (typeof steps)[number];
export const StepSchema = Type.Unsafe<SampleStep>({ type: 'string', enum: [...steps] });

/** The life of a sample. What is not in this table cannot happen. */
export const sampleSteps: Record<SampleStep, { from: SampleState; to: SampleState; by: 'buyer' | 'seller' }> =
  {
    accept: { from: 'requested', to: 'accepted', by: 'seller' },
    refuse: { from: 'requested', to: 'refused', by: 'seller' },
    withdraw: { from: 'requested', to: 'withdrawn', by: 'buyer' },
    send: { from: 'accepted', to: 'sent', by: 'seller' },
    receive: { from: 'sent', to: 'received', by: 'buyer' },
    approve: { from: 'received', to: 'approved', by: 'buyer' },
    reject: { from: 'received', to: 'rejected', by: 'buyer' },
  };

/** What the buyer asks for; `price` when it offers to pay for it. */
export const sampleInput = {
  line: Type.Integer({ minimum: 1, maximum: 200 }),
  quantity: DecimalText,
  price: Type.Optional(PositiveMoneySchema),
  note: Type.Optional(Type.String({ maxLength: 1000, pattern: paragraphsPattern })),
};

/** Of the parcel, when it is sent. */
export const parcelInput = {
  carrier: Type.Optional(Line(80)),
  tracking_number: Type.Optional(Type.String({ pattern: '^[A-Z0-9-]{6,40}$' })),
};

export const SampleSchema = Type.Object({
  sample_id: Uuid,
  line: Type.Integer(),
  quantity: DecimalText,
  unit: Type.String(),
  price: Nullable(PositiveMoneySchema),
  note: Nullable(Type.String()),
  state: Type.String(),
  version: Type.Integer(),
  carrier: Nullable(Type.String()),
  tracking_number: Nullable(Type.String()),
  remark: Nullable(Type.String()),
  requested_at: Instant,
  changed_at: Instant,
  /** What the reader can do now. */
  steps: Type.Array(StepSchema),
});
export type SampleView = Static<typeof SampleSchema>;
