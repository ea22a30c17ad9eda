import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { type Ctx, sqlText } from '../../../platform/index.ts';
import { flowOf, type Vintage } from '../model.ts';
import { commodityText } from '../trade/stored-facts.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import type { Codebook } from '../vintages/codebook.ts';
import { WHOLE_UNITS } from '../vintages/layouts.ts';
import { addCounts, type Change, type Comparison, largestFirst, noCounts } from './comparison.ts';

const TIMEOUT_MS = 20_000;
const key =
  'reporter, partner, flow, level, commodity, second_partner, procedure, transport, currency' as const;

interface Pair {
  reporter: number;
  partner: number;
  flow: number;
  currency: number;
  level: number;
  least: number;
  added: bigint;
  revised: bigint;
  withdrawn: bigint;
  unchanged: bigint;
  before: string | null;
  after: string | null;
}

interface Line {
  reporter: number;
  partner: number;
  flow: number;
  currency: number;
  level: number;
  commodity: number;
  least: number;
  second_partner: number;
  procedure: number;
  transport: number;
  before: string | null;
  after: string | null;
}

/**
 * Compares two files of imported trade, line by line, in the store. Amounts of different scale (one vintage in
 * thousands, the other in units) are brought to the finer one. Refuses as the store does.
 */
export async function compareStored(
  ctx: Ctx,
  before: Vintage,
  after: Vintage,
  book: Codebook,
  limit: number,
): Promise<Outcome<Comparison>> {
  const ask = <R>(question: string) =>
    askFacts<R>(ctx, [before, after], `${pairedSql(after)} ${question}`, [], { timeout_ms: TIMEOUT_MS });
  const pairs = await ask<Pair>(
    `select reporter, partner, flow, currency, level, min(least) as least, count(*) filter (before is null) as added,
       count(*) filter (before <> after) as revised, count(*) filter (after is null) as withdrawn,
       count(*) filter (before = after) as unchanged,
       (sum(before) filter (whole))::varchar as before, (sum(after) filter (whole))::varchar as after
     from paired group by all order by level`,
  );
  if (isRefusal(pairs)) return pairs;
  const lines = await ask<Line>(
    `select reporter, partner, flow, currency, level, commodity, second_partner, procedure, transport, least,
       before::varchar as before, after::varchar as after
     from paired where before is distinct from after
     order by abs(coalesce(after, 0) - coalesce(before, 0)) desc, reporter, partner, flow, level, commodity limit ${limit}`,
  );
  if (isRefusal(lines)) return lines;
  return { ...byPartner(pairs, book), changes: lines.map((line) => showLine(line, book)) };
}

function pairedSql(after: Vintage): string {
  return `, scale as (select min(exponent) as least from facts),
    cell as (select file_name = ${sqlText(after.file)} as is_new, ${key}, any_value(least) as least,
        sum(value::hugeint * power(10, exponent - least)::hugeint)::hugeint as amount
      from facts, scale group by is_new, ${key}),
    paired as (select *, second_partner = 0 and procedure = 0 and transport = 0 as whole from
      (select ${key}, least, amount as after from cell where is_new)
      full join (select ${key}, least, amount as before from cell where not is_new) using (${key}, least))`;
}

/** Sums of the coarsest level that a pair states: its total, or its chapters where it has none. */
function byPartner(rows: readonly Pair[], book: Codebook): Pick<Comparison, 'counts' | 'partners'> {
  const counts = noCounts();
  const pairs = Map.groupBy(rows, (r) => [r.reporter, r.partner, r.flow, r.currency].join());
  const partners = [...pairs.values()].flatMap((levels) => {
    const [top] = levels;
    if (!top) return [];
    const own = noCounts();
    for (const { added, revised, withdrawn, unchanged } of levels)
      addCounts(own, {
        added: Number(added),
        revised: Number(revised),
        withdrawn: Number(withdrawn),
        unchanged: Number(unchanged),
        withheld: 0,
      });
    addCounts(counts, own);
    return [{ ...placeOf(top, book), ...own, ...amountsOf(top) }];
  });
  return {
    counts,
    partners: partners.filter((p) => p.added + p.revised + p.withdrawn > 0).sort(largestFirst),
  };
}

function showLine(line: Line, book: Codebook): Change {
  const part = [
    line.second_partner === 0 ? null : `second partner ${book.word('area', line.second_partner)}`,
    line.procedure === 0 ? null : `procedure C${String(line.procedure).padStart(2, '0')}`,
    line.transport === 0 ? null : `transport ${line.transport}`,
  ].filter((word) => word !== null);
  return {
    kind: line.before === null ? 'added' : line.after === null ? 'withdrawn' : 'revised',
    ...placeOf(line, book),
    commodity: commodityText(line.level, line.commodity),
    part: part.length === 0 ? null : part.join(', '),
    ...amountsOf(line),
  };
}

const placeOf = (row: Pick<Pair, 'reporter' | 'partner' | 'flow' | 'currency'>, book: Codebook) => ({
  reporter: book.word('area', row.reporter),
  partner: book.word('area', row.partner),
  flow: flowOf(row.flow),
  currency: book.word('currency', row.currency),
});

function amountsOf({ least, before, after }: Pick<Pair, 'least' | 'before' | 'after'>) {
  const exponent = least - WHOLE_UNITS;
  const factor = 10n ** BigInt(Math.max(0, exponent));
  const amount = (text: string | null): bigint | null => (text === null ? null : BigInt(text) * factor);
  return { before: amount(before), after: amount(after), places: Math.max(0, -exponent) };
}
