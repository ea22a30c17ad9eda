import { parseArgs } from 'node:util';
import type { BenchOptions, Case } from './case.ts';

/**
 * Runs one bench and prints its figures beside their ceilings:
 *
 *   npm run bench -- list
 *   npm run bench -- deals --json     the last line is {bench, cases}
 *   npm run bench -- statistics --rows 1000000
 */
const benches: Record<string, () => Promise<{ run(options: BenchOptions): Promise<Case[]> }>> = {
  list: () => import('./list.ts'),
  market: () => import('./market.ts'),
  relevance: () => import('./relevance.ts'),
  deals: () => import('./deals.ts'),
  ledger: () => import('./ledger.ts'),
  start: () => import('./start.ts'),
  claims: () => import('./claims.ts'),
  messages: () => import('./messages.ts'),
  statistics: () => import('./statistics.ts'),
  export: () => import('./export.ts'),
};

function table(cases: readonly Case[]): string {
  const head = ['case', 'value', 'unit', 'ceiling', 'ratio', 'target', 'met'];
  const cell = (value: unknown): string =>
    value === null ? '–' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  const rows = [head, ...cases.map((c) => Object.values(c).map(cell))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rows: { type: 'string' } },
});
const [name = ''] = positionals;
const bench = benches[name];
if (!bench || positionals.length !== 1) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]\n`);
  process.exitCode = 2;
} else {
  const cases = await (await bench()).run({
    say: (line) => void process.stderr.write(`${line}\n`),
    ...(/^[1-9]\d{0,8}$/.test(values.rows ?? '') ? { rows: Number(values.rows) } : {}),
  });
  process.stdout.write(`${values.json ? JSON.stringify({ bench: name, cases }) : table(cases)}\n`);
}
