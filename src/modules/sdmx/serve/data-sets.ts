import { dayOf } from '../../../kernel/days.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { CatalogueEntry, TradeFact } from '../../statistics/index.ts';
import type { JsonDataSet } from '../formats/sdmx-json.ts';
import type { DataQuery } from '../query/data-query.ts';
import { SdmxError } from '../query/sdmx-error.ts';
import { askedObservations } from './asked-observations.ts';

const DISSEMINATIONS = 500;

/** Days on which something was added to the store, ascending. */
function disseminationDays(catalogue: readonly CatalogueEntry[]): string[] {
  return [...new Set(catalogue.map((v) => dayOf(v.created_at)))].sort();
}

/** The day a fact's vintage was written, from its name (`2026-03-02.1`). */
const dayOfVintage = (fact: TradeFact): string => fact.vintage.slice(0, 10);

/**
 * The data sets of an answer. Normally one, what is known now. With `updatedAfter` it holds what came after that
 * instant, to replace what the client has. With `includeHistory` there is one for each day on which something was
 * published, holding what was published then; it is valid until the next.
 */
export function dataSets(ctx: Ctx, query: DataQuery, catalogue: readonly CatalogueEntry[]): JsonDataSet[] {
  const after = query.updated_after;
  if (!query.include_history) {
    if (!after) return [{ batches: askedObservations(ctx, query, catalogue), action: 'Information' }];
    const newer = new Set(catalogue.filter((v) => v.created_at > after).map((v) => v.sha256));
    const keep = (fact: TradeFact) => newer.has(fact.file_hash) || dayOfVintage(fact) > dayOf(after);
    return [
      {
        batches: askedObservations(ctx, query, catalogue, keep),
        action: 'Replace',
        valid_from: after.toISOString(),
      },
    ];
  }
  const until = query.as_of ? dayOf(query.as_of) : '9999-12-31';
  const days = disseminationDays(catalogue).filter((d) => d <= until && (!after || d >= dayOf(after)));
  if (days.length > DISSEMINATIONS)
    throw new SdmxError(
      413,
      `there were more than ${DISSEMINATIONS} disseminations; narrow them with updatedAfter`,
    );
  return days.map((day, at) => {
    const next = days[at + 1];
    const then = { ...query, as_of: new Date(`${day}T00:00:00Z`) };
    return {
      batches: askedObservations(ctx, then, catalogue, (fact) => dayOfVintage(fact) === day),
      action: 'Replace',
      valid_from: `${day}T00:00:00Z`,
      ...(next === undefined ? {} : { valid_to: `${next}T00:00:00Z` }),
    };
  });
}
