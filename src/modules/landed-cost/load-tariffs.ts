import type { LoadedSet, Tx } from '../../platform/index.ts';
import { type CsvRow, dataFolder, loadSets, nullsOf, type SetFile } from '../reference/index.ts';
import { tariffIsImported } from './store.ts';

/** Codes may be '' (all goods), so that cell stays a text. */
function ruleRow(row: CsvRow): ReturnType<typeof nullsOf> {
  return { ...nullsOf(row), code: row.code ?? '' };
}

/** Sets that a whole imported tariff stands in for. */
const ofTheUnion = ['tariff lines of the Union', 'tariff footnotes'];

const sets: SetFile[] = [
  {
    set: 'tariff regimes',
    file: 'tariffs/regimes.csv',
    table: 'landed_cost.regime',
    shape: (row) => ({
      ...nullsOf(row),
      complete: row.complete === 'yes',
      weakens_above_zero: row.weakens_above_zero === 'yes',
    }),
  },
  {
    set: 'tariff lines of the Union',
    file: 'tariffs/eaeu_lines.csv',
    table: 'landed_cost.duty_line',
    where: `regime = 'EAEU'`,
    shape: (row) => ({ ...ruleRow(row), conditions: '' }),
  },
  {
    set: 'national tariff lines',
    file: 'tariffs/national_lines.csv',
    table: 'landed_cost.duty_line',
    where: `regime <> 'EAEU'`,
    shape: (row) => ({ ...ruleRow(row), conditions: row.conditions ?? '' }),
  },
  {
    set: 'tariff footnotes',
    file: 'tariffs/eaeu_footnotes.csv',
    table: 'landed_cost.footnote',
    shape: (row) => ({ ...nullsOf(row), regime: 'EAEU' }),
  },
  { set: 'taxes', file: 'tariffs/taxes.csv', table: 'landed_cost.tax', shape: ruleRow },
  {
    set: 'customs fees',
    file: 'tariffs/fees.csv',
    table: 'landed_cost.fee',
    shape: (row) => ({ ...ruleRow(row), value_over_usd: row.value_over_usd || '0' }),
  },
];

/** Fills the tariff tables from the data folder. Unchanged files are left alone, and so is an imported tariff. */
export async function loadTariffs(tx: Tx, folder: URL = dataFolder): Promise<LoadedSet[]> {
  const imported = await tariffIsImported(tx, 'EAEU');
  return loadSets(tx, folder, imported ? sets.filter((set) => !ofTheUnion.includes(set.set)) : sets);
}
