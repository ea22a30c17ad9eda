import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import { type ReadConcordance, sixDigits, wrong } from './concordance-pairs.ts';
import { readUnsdWorkbook } from './read-unsd-workbook.ts';
import { putConcordance } from './store.ts';

const FILE_LIMIT = 32 * 2 ** 20;
const ERRORS_SHOWN = 10_000;
/** What an old Excel file (.xls) begins with: a container of the Compound File Binary Format. */
const OLD_EXCEL = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Editions of the Harmonized System; the older years of such lists are revisions of the SITC. */
const editions = ['1992', '1996', '2002', '2007', '2012', '2017', '2022'];
const relations = ['1:1', '1:n', 'n:1', 'n:n'];

/**
 * Imports a correlation of two HS editions in full: a workbook of UNSD (sheets of conversions and correlations) or a CSV
 * with columns code.after, code.before, Relationship, adjustment ("2022 to 2017"). What is on file for the same two
 * editions is replaced, so that the same file again writes nothing. All or nothing: with any bad line the answer is
 * `reference.import_rejected`, each line with its number and reason. Rows of SITC are counted and left out: such lists
 * lose the leading zeros by which its codes are told apart.
 */
export async function importConcordance(tx: Tx, file: string): Promise<Outcome<Record<string, number>>> {
  const read = await readConcordance(file);
  if (isRefusal(read)) return read;
  const { pairs, left_out, errors } = read;
  const seen = new Set<string>();
  for (const { newer, older, code, counterpart } of pairs) {
    const key = `${newer} ${older} ${code} ${counterpart}`;
    if (seen.has(key)) errors.push(wrong(0, 'pair_twice', `${code} to ${counterpart} stands twice`));
    seen.add(key);
  }
  if (pairs.length === 0 && errors.length === 0) errors.push(wrong(1, 'empty', 'the file holds no pairs'));
  if (errors.length > 0)
    return refuse('reference.import_rejected', { count: errors.length }, errors.slice(0, ERRORS_SHOWN));
  let written = 0;
  const steps = Map.groupBy(pairs, (p) => `${p.newer} ${p.older}`);
  for (const of of steps.values()) written += await putConcordance(tx, of);
  return { read: pairs.length + left_out, steps: steps.size, pairs: pairs.length, left_out, written };
}

async function readConcordance(file: string): Promise<Outcome<ReadConcordance>> {
  const reject = (code: string, message: string) =>
    refuse('reference.import_rejected', { count: 1 }, [wrong(1, code, message)]);
  if ((await stat(file)).size > FILE_LIMIT) return reject('too_large', 'the file is larger than 32 MiB');
  const bytes = await readFile(file);
  if (bytes.subarray(0, OLD_EXCEL.length).equals(OLD_EXCEL))
    return reject(
      'old_excel',
      'an .xls file of old Excel, which is not read here; save it as .xlsx in a spreadsheet program and import that',
    );
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const read = readUnsdWorkbook(bytes);
    return typeof read === 'string' ? reject('unreadable', read) : read;
  }
  return readPairs(bytes.toString('utf8')) ?? reject('columns_missing', `the columns ${COLUMNS} are needed`);
}

const COLUMNS = 'code.after, code.before, Relationship and adjustment';

function readPairs(text: string): ReadConcordance | undefined {
  const rows = parse(text, {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as {
    record: string[];
    info: { lines: number };
  }[];
  const [head, ...body] = rows;
  const at = ['code.after', 'code.before', 'Relationship', 'adjustment'].map(
    (name) => head?.record.indexOf(name) ?? -1,
  );
  if (at.includes(-1)) return undefined;
  const read: ReadConcordance = { pairs: [], left_out: 0, errors: [] };
  for (const { record, info } of body) {
    const [after = '', before = '', relation = '', step = ''] = at.map((column) => record[column]?.trim());
    const years = /^(\d{4}) to (\d{4})$/.exec(step);
    const [newer = '', older = ''] = years?.slice(1) ?? [];
    const reject = (code: string, message: string) => read.errors.push(wrong(info.lines, code, message));
    if (newer <= older) reject('bad_step', `not two editions, the newer first: ${step.slice(0, 60)}`);
    else if (!relations.includes(relation)) reject('bad_relation', `no relation: ${relation.slice(0, 60)}`);
    else if (!editions.includes(newer) || !editions.includes(older)) read.left_out += 1;
    else {
      const [code, counterpart] = [after, before].map(sixDigits);
      if (!code || !counterpart)
        reject('bad_code', `no codes of six digits: ${after.slice(0, 20)}, ${before.slice(0, 20)}`);
      else read.pairs.push({ newer, older, code, counterpart, taken: null });
    }
  }
  return read;
}
