import { type Static, Type } from 'typebox';
import type { MoneyJson } from '../../kernel/money.ts';
import type { Candidate, Need } from '../catalogue/index.ts';

/** Points that each part can give. The score is the share of those that could be had, of one hundred. */
export const weights = {
  goods: 30,
  quantity: 12,
  price: 20,
  route: 12,
  time: 5,
  trust: 8,
  certificates: 6,
  incoterm: 4,
  capacity: 3,
  landed: 8,
  record: 8,
} as const;
export type PartName = keyof typeof weights;

export const PartSchema = Type.Object({
  part: Type.Unsafe<PartName>({ type: 'string', enum: Object.keys(weights) }),
  /** False: a fact is missing, so the part does not count, neither for nor against. */
  known: Type.Boolean(),
  points: Type.Integer({ minimum: 0 }),
  out_of: Type.Integer({ minimum: 0 }),
  /** Stable code of the sentence that explains the points; `facts` fill it. */
  reason: Type.String(),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
export type Part = Static<typeof PartSchema>;

export type Wanted = Pick<
  Need,
  | 'hs_code'
  | 'quantity'
  | 'unit'
  | 'to_country'
  | 'place_to'
  | 'max_price'
  | 'within_days'
  | 'certificates'
  | 'incoterm'
  | 'quantity_per_month'
>;
export type Offered = Pick<
  Candidate,
  | 'hs_code'
  | 'price'
  | 'incoterm'
  | 'other_incoterms'
  | 'place'
  | 'unit'
  | 'moq'
  | 'lead_time_days'
  | 'origin_country'
  | 'certificates'
  | 'lapsed_certificates'
  | 'capacity_per_month'
> & {
  seller: Pick<Candidate['seller'], 'trust'>;
  /** What the goods cost at the destination; undefined where nobody looked, null where it is not known. */
  landed?: Landed | null;
  /** What the seller's deals say of it; undefined where nobody looked, null where there are too few. */
  record?: SellerRecord | null;
};

/** Cost of `quantity` at the destination, with freight, duty, taxes and fees. */
export interface Landed {
  quantity: string;
  total: MoneyJson;
  /** What comes on top of the price, in whole hundredths of it. */
  percent: number;
}

/** Shares of a seller's deals of the last two years, in whole hundredths. */
export interface SellerRecord {
  deals: number;
  on_time: number;
  claims: number;
  refusals: number;
}

export function part(name: PartName, points: number, reason: string, facts: Part['facts'] = {}): Part {
  return { part: name, known: true, points, out_of: weights[name], reason, facts };
}

export function unknown(name: PartName, reason: string, facts: Part['facts'] = {}): Part {
  return { part: name, known: false, points: 0, out_of: weights[name], reason, facts };
}
