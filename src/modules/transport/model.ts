/** One leg of a route as it stood when the consignment was booked. Places are reference codes. */
export interface Leg {
  from: string;
  to: string;
  from_country: string;
  to_country: string;
  km: number;
  hours: number;
  gauge_mm: number | null;
}

export const consignmentStates = [
  'booked',
  'loaded',
  'departed',
  'at_border',
  'gauge_changed',
  'in_transit',
  'arrived',
  'delivered',
  'cancelled',
] as const;
export type ConsignmentState = (typeof consignmentStates)[number];

export interface Step {
  step: string;
  from: readonly ConsignmentState[];
  to: ConsignmentState;
}

const underWay: readonly ConsignmentState[] = ['departed', 'at_border', 'gauge_changed', 'in_transit'];

/** The life of a consignment. What is not in this table cannot happen. */
export const steps: readonly Step[] = [
  { step: 'load', from: ['booked'], to: 'loaded' },
  { step: 'depart', from: ['loaded'], to: 'departed' },
  { step: 'pass', from: underWay, to: 'in_transit' },
  { step: 'reach_border', from: underWay, to: 'at_border' },
  { step: 'change_gauge', from: ['at_border'], to: 'gauge_changed' },
  { step: 'arrive', from: underWay, to: 'arrived' },
  { step: 'deliver', from: ['arrived'], to: 'delivered' },
  { step: 'cancel', from: ['booked', 'loaded'], to: 'cancelled' },
];

export function stepFrom(state: ConsignmentState, step: string): Step | undefined {
  return steps.find((s) => s.step === step && s.from.includes(state));
}

export interface Consignment {
  deal_id: string;
  consignment_id: string;
  parties: string[];
  carrier_org_id: string;
  mode: 'rail' | 'road';
  route_id: string;
  legs: Leg[];
  note_kind: 'smgs' | 'cmr';
  note_number: string;
  /** Containers and wagons by rail, trucks by road. */
  units: string[];
  cleared_for_export: boolean;
  cleared_for_import: boolean;
  state: ConsignmentState;
  version: number;
  position: number;
  gauges_changed: number;
  movements: number;
  booked_at: Date;
  departed_at: Date | null;
  last_moved_at: Date | null;
  eta: Date | null;
  arrived_at: Date | null;
}

/** The places of a route in order: as many as legs, and one. */
export function placesOf(legs: readonly Leg[]): string[] {
  const first = legs[0];
  return first ? [first.from, ...legs.map((l) => l.to)] : [];
}

/** Where the gauge of the next leg differs from that of the last: indexes of places, in order. */
export function gaugeChanges(legs: readonly Leg[]): number[] {
  return legs.flatMap((leg, index) => {
    const next = legs[index + 1];
    const differs = next && leg.gauge_mm !== null && next.gauge_mm !== null && leg.gauge_mm !== next.gauge_mm;
    return differs ? [index + 1] : [];
  });
}

/** A border place: a frontier lies on the leg before or behind it. Both stations of a crossing are. */
export function isBorderPlace(legs: readonly Leg[], index: number): boolean {
  return [legs[index - 1], legs[index]].some((leg) => leg && leg.from_country !== leg.to_country);
}

/** The next place at which the gauge still has to be changed. */
export function pendingGaugeChange(c: Pick<Consignment, 'legs' | 'gauges_changed'>): number | undefined {
  return gaugeChanges(c.legs)[c.gauges_changed];
}

/** Expected arrival: the hours of the legs that are left, from when the last place was reached. */
export function etaFrom(legs: readonly Leg[], position: number, at: Date): Date {
  const hours = legs.slice(position).reduce((total, leg) => total + leg.hours, 0);
  return new Date(at.getTime() + Math.round(hours * 3_600_000));
}
