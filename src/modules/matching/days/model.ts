import { type Static, Type } from 'typebox';
import { DateText, Instant, Line, Nullable, Uuid } from '../../../platform/index.ts';
import { PartSchema } from '../parts.ts';

const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
export const Slot = Type.Integer({ minimum: 1, maximum: 24 });
export const TableNo = Type.Integer({ minimum: 1, maximum: 60 });

/** What an institution says of its day. Times are those at the place. */
export const DayInputSchema = Type.Object(
  {
    name: Line(120, 2),
    place: Line(200, 2),
    /** IANA name, such as Asia/Almaty. */
    time_zone: Type.String({ maxLength: 64, pattern: '^[A-Za-z]+(/[A-Za-z_+-]+){0,2}$' }),
    held_on: DateText,
    starts: ClockTime,
    slot_minutes: Type.Integer({ minimum: 5, maximum: 120 }),
    pause_minutes: Type.Integer({ minimum: 0, maximum: 60 }),
    slots: Slot,
    tables: TableNo,
    max_firms: Type.Integer({ minimum: 2, maximum: 120 }),
    open_registration: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type DayInput = Static<typeof DayInputSchema>;

export const DaySchema = Type.Object({
  day_id: Uuid,
  org_id: Uuid,
  org_name: Type.String(),
  ...DayInputSchema.properties,
  /** Number of the publication that stands; 0: nothing is published yet. */
  edition: Type.Integer(),
  /** How often the day was changed since it was announced. */
  revision: Type.Integer(),
  called_off_at: Nullable(Instant),
  called_off_because: Nullable(Type.String()),
  demo: Type.Boolean(),
});

/** A day is published, and changed, as often as this at most. */
export const MOST_EDITIONS = 20;
export const MOST_REVISIONS = 50;

export const sides = ['buyer', 'seller'] as const;
export type Side = (typeof sides)[number];
export const SideSchema = Type.Unsafe<Side>({ type: 'string', enum: [...sides] });

/** How often an institution may correct what it said of one meeting. */
export const MOST_CORRECTIONS = 20;
export const outcomes = ['welcome', 'declined', 'not_held'] as const;
export type MeetingOutcome = (typeof outcomes)[number];
export const OutcomeSchema = Type.Unsafe<MeetingOutcome>({ type: 'string', enum: [...outcomes] });

export const FirmSchema = Type.Object({
  firm_org_id: Uuid,
  name: Type.String(),
  country: Type.String(),
  state: Type.Unsafe<'invited' | 'confirmed' | 'withdrawn'>({
    type: 'string',
    enum: ['invited', 'confirmed', 'withdrawn'],
  }),
  side: Nullable(SideSchema),
  goods_ids: Type.Array(Uuid),
  unavailable: Type.Array(Slot),
});
export type DayFirm = Static<typeof FirmSchema>;

export const PairSchema = Type.Object(
  { buyer_org_id: Uuid, seller_org_id: Uuid },
  { additionalProperties: false },
);
export type Pair = Static<typeof PairSchema>;

/** Who meets at which table over which goods, and why the two fit. */
export const PlannedMeetingSchema = Type.Object({
  slot: Slot,
  table_no: TableNo,
  buyer_org_id: Uuid,
  seller_org_id: Uuid,
  buyer_name: Type.String(),
  seller_name: Type.String(),
  need_id: Uuid,
  listing_id: Uuid,
  need_title: Type.String(),
  listing_title: Type.String(),
  score: Type.Integer(),
  parts: Type.Array(PartSchema),
});
export type PlannedMeeting = Static<typeof PlannedMeetingSchema>;

export const MeetingSchema = Type.Object({
  ...PlannedMeetingSchema.properties,
  called_off_by: Nullable(Uuid),
  buyer_outcome: Nullable(OutcomeSchema),
  seller_outcome: Nullable(OutcomeSchema),
  /** What the institution saw of it. */
  institution_outcome: Nullable(OutcomeSchema),
  /** What it said before and has corrected, oldest first. */
  institution_before: Type.Array(Type.Object({ outcome: OutcomeSchema, corrected_at: Instant })),
});

export const PlanSchema = Type.Object({
  plan_no: Type.Integer(),
  seed: Type.Integer(),
  pinned: Type.Array(PairSchema),
  forbidden: Type.Array(PairSchema),
  meetings: Type.Array(PlannedMeetingSchema),
  planned_at: Instant,
});

/** A slot: its times at the place, and when it begins for everybody. */
export const SlotSchema = Type.Object({
  slot: Slot,
  from: Type.String(),
  to: Type.String(),
  starts_at: Instant,
});
