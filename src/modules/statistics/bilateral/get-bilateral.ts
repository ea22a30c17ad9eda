import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase } from '../../../platform/index.ts';
import { checkPair } from '../areas.ts';
import {
  annualObservations,
  coveredYears,
  declaredCells,
  monthlyObservations,
} from '../declared/declared-series.ts';
import { guardOneUnit, type Note, notesOn } from '../guards.ts';
import { type Frequency, type Observation, sources, type Vintage } from '../model.ts';
import { officialSeries } from '../official/official-series.ts';
import { type Codebook, openCodebook } from '../vintages/codebook.ts';
import { knownAt, knownVintages } from '../vintages/known-vintages.ts';
import { NoteView, ObservationView, PairInput } from './views.ts';

interface Answer {
  rows: Observation[];
  notes: Note[];
}

/**
 * Trade between two areas as each of them reports it, both flows, oldest first. Rows of one period with the
 * same exporter and importer are the two sides of a mirror. Values are decimal text in `unit`.
 * Refuses with statistics.area_unknown, same_area, mixed_units, file_missing, query_too_long.
 */
export async function bilateral(ctx: Ctx, input: Static<typeof PairInput>): Promise<Outcome<Answer>> {
  const { reporter, partner, source = 'official', frequency = 'A' } = input;
  const pair = checkPair(reporter, partner);
  if (isRefusal(pair)) return pair;
  const pairs = [
    [reporter, partner],
    [partner, reporter],
  ] as const;
  const vintages = await knownVintages(ctx, [sources[source]], input.as_of);
  const book = await openCodebook(ctx.tx);
  const answer =
    source === 'official'
      ? await published(ctx, vintages, book, pairs, frequency)
      : await declared(ctx, vintages, book, pairs, frequency, input.as_of);
  if (isRefusal(answer)) return answer;
  const unit = guardOneUnit(answer.rows);
  if (isRefusal(unit)) return unit;
  return { rows: answer.rows, notes: [...notesOn([reporter, partner], answer.rows), ...answer.notes] };
}

type Pairs = readonly (readonly [string, string])[];

async function published(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
  pairs: Pairs,
  frequency: Frequency,
): Promise<Outcome<Answer>> {
  const all = await officialSeries(ctx, vintages, book, pairs);
  if (isRefusal(all)) return all;
  const wanted = all.filter((o) =>
    frequency === 'A' ? o.span === 'year' : frequency === 'P' && o.span !== 'year',
  );
  const parts = all.length - all.filter((o) => o.span === 'year').length;
  const notes: Note[] = [];
  if (frequency === 'M')
    notes.push({ code: 'no_months', text: 'No monthly official figures are in the store' });
  if (frequency === 'A' && parts > 0)
    notes.push({
      code: 'part_years_left_out',
      text: `${parts} figures for parts of a year, or for a period that is not clear, stand under frequency P`,
    });
  return { rows: wanted.map(({ year: _, span: __, amount: ___, ...row }) => row), notes };
}

async function declared(
  ctx: Ctx,
  vintages: readonly Vintage[],
  book: Codebook,
  pairs: Pairs,
  frequency: Frequency,
  as_of: string | undefined,
): Promise<Outcome<Answer>> {
  const cells = await declaredCells(ctx, vintages, book, knownAt(ctx, as_of), { pairs });
  if (isRefusal(cells)) return cells;
  if (frequency === 'M') return { rows: monthlyObservations(cells), notes: [] };
  if (frequency === 'P')
    return { rows: [], notes: [{ code: 'no_parts', text: 'Declarations are counted by month and year' }] };
  const years = coveredYears(vintages, knownAt(ctx, as_of));
  const left = [...new Set(cells.map((c) => Math.floor(c.month / 100)).filter((y) => !years.has(y)))];
  const notes = left.map((year) => ({
    code: 'part_year_left_out',
    text: `${year} is not covered from January to December; its months stand under frequency M`,
  }));
  return { rows: annualObservations(cells, years), notes };
}

export const getBilateral = defineUseCase({
  name: 'statistics.get-bilateral',
  kind: 'query',
  permission: 'public',
  input: PairInput,
  output: Type.Object({ rows: Type.Array(ObservationView), notes: Type.Array(NoteView) }),
  run: bilateral,
});
