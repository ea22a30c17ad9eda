import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page, type Query } from './client.ts';
import type { Match } from './market.ts';

/** A matchmaking day of an institution; times are those at the place. */
export interface Day {
  day_id: string;
  org_id: string;
  org_name: string;
  name: string;
  place: string;
  time_zone: string;
  held_on: string;
  starts: string;
  slot_minutes: number;
  pause_minutes: number;
  slots: number;
  tables: number;
  max_firms: number;
  open_registration: boolean;
  /** 0: nothing is published yet. */
  edition: number;
  /** How often the day was changed. */
  revision: number;
  called_off_at: string | null;
  called_off_because: string | null;
  demo: boolean;
}

export interface DayFirm {
  firm_org_id: string;
  name: string;
  country: string;
  state: 'invited' | 'confirmed' | 'withdrawn';
  side: 'buyer' | 'seller' | null;
  goods_ids: string[];
  unavailable: number[];
}

export interface Pair {
  buyer_org_id: string;
  seller_org_id: string;
}

export interface PlannedMeeting extends Pair {
  slot: number;
  table_no: number;
  buyer_name: string;
  seller_name: string;
  need_id: string;
  listing_id: string;
  need_title: string;
  listing_title: string;
  score: number;
  parts: Match['parts'];
}

export interface Meeting extends PlannedMeeting {
  called_off_by: string | null;
  buyer_outcome: string | null;
  seller_outcome: string | null;
  institution_outcome: string | null;
  institution_before: { outcome: string; corrected_at: string }[];
}

export interface DayPlan {
  plan_no: number;
  seed: number;
  pinned: Pair[];
  forbidden: Pair[];
  meetings: PlannedMeeting[];
}

export interface SlotTime {
  slot: number;
  from: string;
  to: string;
  starts_at: string;
}

/** A day as its reader sees it. */
export interface SeenDay extends Day {
  slot_times: SlotTime[];
  firms: DayFirm[];
  plan: DayPlan | null;
  meetings: Meeting[];
}

export const daysQuery = (query: Query) =>
  queryOptions({
    queryKey: ['matchmaking-days', query],
    queryFn: ({ signal }) =>
      callApi<Page<Day & { own_state: DayFirm['state'] | null }>>('/matchmaking-days', { query, signal }),
  });

export const dayQuery = (day_id: string) =>
  queryOptions({
    queryKey: ['matchmaking-day', day_id],
    queryFn: ({ signal }) => callApi<SeenDay>(`/matchmaking-days/${day_id}`, { signal }),
  });

/** '10:00–10:20' at the place. */
export function timeOf(day: Pick<SeenDay, 'slot_times'>, slot: number): string {
  const time = day.slot_times.find((one) => one.slot === slot);
  return time ? `${time.from}–${time.to}` : String(slot);
}

/** Whether a slot has begun; without one, whether the day has. */
export function hasBegun(day: Pick<SeenDay, 'slot_times'>, slot = 1): boolean {
  const time = day.slot_times.find((one) => one.slot === slot);
  return time !== undefined && new Date(time.starts_at) <= new Date();
}
