import type { Interval } from '../exact/interval.ts';
import type { Flow, Missing, Note, Period, WorkingRow } from '../model.ts';

/** One cell of trade: whose figure, with whom, of what, when. */
export interface Cell {
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  period: Period;
}

/** A figure of the store for one cell, in whole units of its currency, as wide as its printed rounding. */
export interface Held {
  value: Interval;
  currency: string;
  estimate: boolean;
  row: WorkingRow;
  /** A guard's reason why it must not be compared or summed. */
  guarded: string | null;
  /** A guard's warning, what the source says of the figure, or how it was added up. */
  notes: Note[];
}

/** The level of a cell, as held or worked out from other cells. */
export interface Level {
  value: Interval;
  rows: WorkingRow[];
  /** 'as_printed', or how it was worked out. */
  how: string;
  guarded: string | null;
  /** Converted by a period's rate: good to about half a percent. */
  converted: boolean;
  notes: Note[];
}

export const isLevel = (found: Level | Missing): found is Level => 'value' in found;

/** Another way to look at the store, tried when a claim differs. */
export interface Lens {
  /** Levels worked out from parts although a printed one is held. */
  derive?: 'countries' | 'flows';
  /** The figure of the n-th publisher, where several print one. */
  publisher?: number;
  /** The partner's report of the same flow. */
  mirror?: true;
  estimates?: true;
  currency?: string;
  flow?: Flow;
  /** Moves the claim's period. */
  whole_year?: true;
  year_shift?: number;
  /** Takes converted levels for as wide as a period's rate can be off. */
  loose_rates?: true;
}
