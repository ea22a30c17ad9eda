import { dayOf } from '../../../kernel/days.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  askTrade,
  type DeclaredContributions,
  declaredContributions,
  storeCatalogue,
} from '../../statistics/index.ts';
import { publishedRules } from '../confidentiality/contribution-rules.ts';
import { frequencyOf, type ReleaseContent, type ReleaseTable, type Revision } from './content.ts';
import { type CellRecord, declaredTables } from './declared-tables.ts';
import { partnerTables } from './partner-tables.ts';

/** What a release is made of, as read from the store. */
export interface Collected {
  period: string;
  as_of: string;
  compared_with: string | null;
  tables: ReleaseTable[];
  earlier: ReleaseTable[];
  years: ReleaseContent['years'];
  declared: DeclaredContributions;
}

const isDeclared = (source: string): boolean => source.startsWith('sauda-declarations');
const lastMonth = (period: string): string => (period.length === 4 ? `${period}-12` : period);

/**
 * Reads all that a release needs. `as_of` of the answer is the day on which the store last changed, so that the same
 * figures give the same release however late it is made. Refuses as askTrade does.
 */
export async function collectContent(
  ctx: Ctx,
  asked: { period: string; as_of: string },
): Promise<Outcome<Collected>> {
  const { period } = asked;
  const catalogue = (await storeCatalogue(ctx)).filter((v) => dayOf(v.created_at) <= asked.as_of);
  const recorded = catalogue.filter((v) => !v.demo && !isDeclared(v.source));
  const days = [...new Set(recorded.map((v) => dayOf(v.created_at)))].sort();
  const as_of = days.at(-1) ?? asked.as_of;
  const compared_with = days.at(-2) ?? null;
  const sources = [...new Set(recorded.map((v) => v.source))].sort();
  const tables = await partnerTables(ctx, { period, as_of, sources });
  if (isRefusal(tables)) return tables;
  const earlier = compared_with ? await partnerTables(ctx, { period, as_of: compared_with, sources }) : [];
  if (isRefusal(earlier)) return earlier;
  const years = await yearsOf(ctx, period, as_of);
  if (isRefusal(years)) return years;
  const declared = await declaredContributions(ctx, {
    from: `${period.slice(0, 4)}-01`,
    to: lastMonth(period),
    as_of: new Date(`${asked.as_of}T23:59:59.999Z`),
  });
  return { period, as_of, compared_with, tables, earlier, years, declared };
}

async function yearsOf(ctx: Ctx, period: string, as_of: string): Promise<Outcome<ReleaseContent['years']>> {
  const answer = await askTrade(ctx, {
    reporters: ['CN'],
    partners: ['C5'],
    flows: ['total'],
    frequency: 'A',
    to: period.slice(0, 4),
    as_of,
  });
  if (isRefusal(answer)) return answer;
  return answer.facts
    .filter((f) => f.status !== 'confidential' && f.currency === 'USD' && f.places === 0)
    .map((f) => ({ period: f.period, value: f.value.toString(), estimate: f.status === 'estimate' }));
}

/**
 * Everything a release says, without the words, and what it did with each cell of declared trade. Refuses with
 * releases.nothing_on_file and releases.unprotected.
 */
export async function composeContent(
  collected: Collected,
  earlier: { before: readonly CellRecord[]; salt: string },
): Promise<Outcome<{ content: ReleaseContent; records: CellRecord[] }>> {
  const { period, as_of, compared_with, tables, years } = collected;
  const own = await declaredTables(collected.declared, {
    ...earlier,
    rules: publishedRules,
    last_month: lastMonth(period),
  });
  if (own.unprotected.length > 0)
    return refuse('releases.unprotected', { cells: own.unprotected.slice(0, 20) });
  if (tables.length + own.tables.length === 0) return refuse('releases.nothing_on_file', { period });
  const content: ReleaseContent = {
    period,
    frequency: frequencyOf(period),
    as_of,
    compared_with,
    tables: [...tables, ...own.tables],
    years,
    revisions: revisionsOf(collected.earlier, tables),
    confidentiality: { ...publishedRules, ...own.counts },
  };
  return { content, records: own.records };
}

/** Figures that the vintage before had otherwise, or had not. Growth follows from them and is not listed. */
export function revisionsOf(was: readonly ReleaseTable[], is: readonly ReleaseTable[]): Revision[] {
  return is.flatMap((table) => {
    const old = was.find((t) => t.id === table.id);
    if (!old) return [];
    return table.rows.flatMap((row) =>
      table.columns.flatMap((column): Revision[] => {
        if (column.endsWith('_growth')) return [];
        const before = old.rows.find((r) => r.key === row.key)?.cells[column]?.value ?? null;
        const now = row.cells[column]?.value ?? null;
        return before === now ? [] : [{ table: table.id, row: row.key, column, was: before, is: now }];
      }),
    );
  });
}
