import { sha256Hex } from '../../../kernel/hash.ts';
import type { DeclaredContribution, DeclaredContributions } from '../../statistics/index.ts';
import type { Rules } from '../confidentiality/contribution-rules.ts';
import {
  cellKey,
  type Margin,
  type ProtectedTable,
  tableWithMargins,
} from '../confidentiality/published-table.ts';
import { withholdCells } from '../confidentiality/withhold-cells.ts';
import type { Cell, ReleaseTable } from './content.ts';

/** What a release did with a cell: printed or withheld, and a hash of the value, which is not told. */
export interface CellRecord {
  table: string;
  key: string;
  did: 'printed' | 'withheld';
  value_hash: string;
}

export interface DeclaredTables {
  tables: ReleaseTable[];
  records: CellRecord[];
  counts: { cells: number; sensitive: number; withheld: number; unconverted: number };
  /** Cells that could not be protected. Nothing may be printed when there are any. */
  unprotected: string[];
}

const TOTAL = 'total';
/** Between the first and last month of a sum over months: it names what it covers, so that releases do not mix it up. */
const THROUGH = '..';

/**
 * Declarations released on this installation, from January on: reporter by partner by month with all margins, one table for each source and flow, with the cells withheld that the rules ask for. `before` holds what
 * earlier releases of the year did; `salt` keeps the hashes of values from being guessed.
 */
export async function declaredTables(
  { contributions, unconverted }: DeclaredContributions,
  asked: { last_month: string; rules: Rules; before: readonly CellRecord[]; salt: string },
): Promise<DeclaredTables> {
  const { last_month } = asked;
  const made: DeclaredTables = {
    tables: [],
    records: [],
    counts: { cells: 0, sensitive: 0, withheld: 0, unconverted },
    unprotected: [],
  };
  const groups = Map.groupBy(contributions, (c) => `${c.source}-${c.flow}`);
  for (const [id, inside] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = inside;
    if (!first) continue;
    const dimensions = dimensionsOf(inside, last_month);
    const placed = inside.map((c) => ({
      place: [c.reporter, c.partner, c.period],
      firm: c.firm,
      value: c.usd_cents,
    }));
    const hash = (key: string, value: bigint) => sha256Hex(`${asked.salt} ${id} ${key} ${value}`);
    const plain = tableWithMargins(dimensions, placed, asked.rules);
    const before = new Map(
      plain.cells.flatMap((cell) => {
        const record = asked.before.find(
          (r) => r.table === id && r.key === cell.key && r.value_hash === hash(cell.key, cell.value),
        );
        return record ? [[cell.key, record.did] as const] : [];
      }),
    );
    const own = tableWithMargins(dimensions, placed, asked.rules, before);
    const table = withEarlierSums(
      own,
      asked.before.filter((r) => r.table === id && r.did === 'printed'),
      hash,
    );
    const { withheld, unprotected } = await withholdCells(table);
    made.unprotected.push(...unprotected.map((key) => `${id} ${key}`));
    made.counts.cells += own.cells.length;
    made.counts.sensitive += table.cells.filter((cell) => cell.sensitive).length;
    made.counts.withheld += withheld.size;
    made.records.push(
      ...own.cells.map(
        (cell, at): CellRecord => ({
          table: id,
          key: cell.key,
          did: withheld.has(at) ? 'withheld' : 'printed',
          value_hash: hash(cell.key, cell.value),
        }),
      ),
    );
    made.tables.push(tableOf(id, first, dimensions, own, withheld));
  }
  return made;
}

function dimensionsOf(inside: readonly DeclaredContribution[], last: string): [Margin, Margin, Margin] {
  const margin = (of: (c: DeclaredContribution) => string, total: string): Margin => ({
    codes: [...new Set(inside.map(of))].sort(),
    total,
  });
  return [
    margin((c) => c.reporter, TOTAL),
    margin((c) => c.partner, TOTAL),
    margin((c) => c.period, `${last.slice(0, 4)}-01${THROUGH}${last}`),
  ];
}

/**
 * Adds the sums over fewer months that earlier releases printed. They are not printed again, but readers have them:
 * a sum to March less the sum to February is March.
 */
function withEarlierSums(
  table: ProtectedTable,
  printed: readonly CellRecord[],
  hash: (key: string, value: bigint) => string,
): ProtectedTable {
  const cells = [...table.cells];
  const relations = [...table.relations];
  const numbers = new Map(cells.map((cell, at) => [cell.key, at]));
  for (const record of printed) {
    const [reporter = '', partner = '', months = ''] = record.key.split(' ');
    if (!months.includes(THROUGH) || numbers.has(record.key)) continue;
    const last = months.split(THROUGH)[1] ?? '';
    const parts = cells.flatMap((cell, at) => {
      const [r, p, month = ''] = cell.key.split(' ');
      return r === reporter && p === partner && !month.includes(THROUGH) && month <= last ? [at] : [];
    });
    const value = parts.reduce((sum, at) => sum + (cells[at]?.value ?? 0n), 0n);
    // Revised since: readers have a sum of other figures.
    if (hash(record.key, value) !== record.value_hash) continue;
    relations.push({ total: cells.length, parts });
    cells.push({
      key: record.key,
      value,
      sensitive: undefined,
      firms: new Map(),
      known: true,
      withheld_before: false,
    });
    numbers.set(record.key, cells.length - 1);
  }
  return { cells, relations };
}

function tableOf(
  id: string,
  { source, flow }: DeclaredContribution,
  [reporters, partners, months]: readonly [Margin, Margin, Margin],
  table: ProtectedTable,
  withheld: ReadonlySet<number>,
): ReleaseTable {
  const numbers = new Map(table.cells.map((cell, at) => [cell.key, at]));
  const cellAt = (place: readonly string[]): Cell => {
    const at = numbers.get(cellKey(place)) ?? -1;
    const cell = table.cells[at];
    if (!cell) return { value: null, status: 'missing' };
    if (withheld.has(at)) return { value: null, status: 'confidential' };
    const text = cell.value.toString().padStart(3, '0');
    const demo = source === 'sauda-declarations-demo';
    return { value: `${text.slice(0, -2)}.${text.slice(-2)}`, status: demo ? 'demo' : 'reported' };
  };
  const columns = [...months.codes, months.total];
  const rows = [...reporters.codes, TOTAL].flatMap((reporter) =>
    [...partners.codes, TOTAL].map((partner) => ({
      key: `${reporter} ${partner}`,
      cells: Object.fromEntries(columns.map((month) => [month, cellAt([reporter, partner, month])])),
    })),
  );
  return {
    id,
    kind: 'declared',
    source,
    reporter: null,
    flow,
    currency: 'USD',
    columns,
    rows: rows.filter((row) => Object.values(row.cells).some((cell) => cell.status !== 'missing')),
    vintages: [],
    file_hashes: [],
  };
}
