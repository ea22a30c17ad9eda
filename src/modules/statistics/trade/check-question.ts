import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { checkAreas } from '../areas.ts';
import type { TradeQuestion } from './trade-question.ts';

const periodOf = { A: /^\d{4}$/, M: /^\d{4}-(0[1-9]|1[0-2])$/ };
const LIST_LIMIT = 1000;

/** Refuses with statistics.area_unknown or statistics.bad_question. */
export function checkQuestion(q: TradeQuestion): Outcome<true> {
  for (const [path, codes] of [
    ['/reporters', q.reporters ?? []],
    ['/partners', q.partners ?? []],
  ] as const) {
    const known = checkAreas(path, codes);
    if (isRefusal(known)) return known;
  }
  const wrong = fault(q);
  return wrong === undefined ? true : refuse('statistics.bad_question', { reason: wrong });
}

function fault(q: TradeQuestion): string | undefined {
  for (const period of [q.from, q.to])
    if (period !== undefined && !periodOf[q.frequency].test(period))
      return `${period} is not a ${q.frequency === 'A' ? 'year, YYYY' : 'month, YYYY-MM'}`;
  if (q.from !== undefined && q.to !== undefined && q.from > q.to) return `${q.from} is after ${q.to}`;
  const bad = q.commodities?.find((code) => !/^(TOTAL|\d\d|\d{4}|\d{6})$/.test(code));
  if (bad !== undefined) return `${bad} is neither TOTAL nor an HS code of two, four or six digits`;
  if (q.as_of !== undefined && Number.isNaN(Date.parse(`${q.as_of}T00:00:00Z`)))
    return `${q.as_of} is not a day, YYYY-MM-DD`;
  for (const list of [q.sources, q.reporters, q.partners, q.flows, q.commodities])
    if (list && list.length > LIST_LIMIT) return `a list holds at most ${LIST_LIMIT} codes`;
  return undefined;
}

/** Whether a period, written as the question writes its own, lies between its ends. */
export function inRange(period: string, q: Pick<TradeQuestion, 'from' | 'to'>): boolean {
  return (q.from === undefined || period >= q.from) && (q.to === undefined || period <= q.to);
}
