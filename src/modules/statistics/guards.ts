import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { isGroup, type Observation } from './model.ts';

/** Something a reader has to know before using the figures. `code` is stable; `text` says it in English. */
export interface Note {
  code: string;
  text: string;
}

/** Refuses with statistics.mixed_units when figures of one series are in several units or currencies. */
export function guardOneUnit(series: readonly Pick<Observation, 'unit' | 'currency'>[]): Outcome<true> {
  const units = new Set(series.map((o) => (o.unit === o.currency ? o.unit : `${o.unit} (${o.currency})`)));
  return units.size > 1 ? refuse('statistics.mixed_units', { units: [...units].sort().join(', ') }) : true;
}

/** What may be summed or ranked over partners: single countries, never a group that holds them. */
export function singlePartners<T extends { reporter: string; partner: string }>(rows: readonly T[]): T[] {
  return rows.filter((r) => !isGroup(r.partner) && !isGroup(r.reporter));
}

/** What a reader of figures between two areas has to know. */
export function notesOn(pair: readonly [string, string], rows: readonly Observation[]): Note[] {
  const notes: Note[] = [];
  const group = pair.find(isGroup);
  if (group)
    notes.push({
      code: 'group_not_summed',
      text: `${group} stands for several countries; its figures are never added to theirs`,
    });
  if (rows.some((r) => r.status === 'estimate'))
    notes.push({
      code: 'estimates',
      text: 'Rows marked as estimates were worked out from other printed figures; their note says how',
    });
  if (rows.some((r) => !r.preferred))
    notes.push({
      code: 'several_sources',
      text: 'Several publishers print the same figure; preferred marks the one that charts use',
    });
  // The Uzbek statistics committee publishes turnover of goods and services together.
  if (rows.some((r) => r.source === 'official' && r.reporter === 'UZ'))
    notes.push({
      code: 'includes_services',
      text: "Uzbekistan's published totals include services; China's are goods only",
    });
  if (rows.some((r) => r.status === 'confidential'))
    notes.push({
      code: 'confidential',
      text: 'Figures of fewer than three deals, and those that would give them away, are withheld',
    });
  if (rows.some((r) => r.status === 'incomplete'))
    notes.push({
      code: 'incomplete',
      text: 'Some declarations have no rate to US dollars on file; their value is missing here',
    });
  if (rows.some((r) => r.source.endsWith('-demo')))
    notes.push({
      code: 'demonstration',
      text: 'Demonstration figures of invented firms; not trade that took place',
    });
  return notes;
}
