import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts';
import { checkHeader, importPart, readWorkbookCells } from '../../modules/catalogue/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

const PART = 1_000;
const PARTS_AT_ONCE = 2;
const WORKBOOK_ROWS = 20_000;
type Cells = Record<string, string>;
const ERRORS_SHOWN = 1_000;

interface Options {
  org: string;
  dryRun?: boolean;
  skipWrong?: boolean;
  json?: boolean;
}

interface Totals {
  rows: number;
  accepted: number;
  written: number;
  repeated: number;
  errors_total: number;
  errors: { row: number }[];
}

export const addListings: Register = (program, act) => {
  program
    .command('listings')
    .description('Offers in files')
    .command('import <file>')
    .description(
      'Publish the offers of a CSV file in UTF-8 or of an XLSX workbook, part by part; run again, it goes on where it stopped',
    )
    .requiredOption('--org <id>', 'the organisation whose offers they are')
    .option('--dry-run', 'check every row and write nothing')
    .option('--skip-wrong', 'write the rows that hold together although others do not')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda listings import offers.csv --org 0192… --dry-run')
    .action(
      act(async (file: string, options: Options) => {
        const outcome = await read(file, options);
        if (isRefusal(outcome)) return refused(outcome, options.json);
        const { errors, ...totals } = outcome;
        if (options.json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
        else {
          for (const error of errors) process.stderr.write(`${JSON.stringify(error)}\n`);
          process.stdout.write(`${JSON.stringify(totals)}\n`);
        }
        return totals.errors_total > 0 ? EXIT.found : EXIT.done;
      }),
    );
};

/**
 * Reads the file twice: first its fingerprint and encoding, then its rows, a thousand to a part. Two parts are on their
 * way at once: while the database writes one, the next is read and checked.
 */
async function read(file: string, options: Options): Promise<Totals | Refusal> {
  const workbook = /\.xlsx$/i.test(file);
  const file_key = await fingerprint(file, workbook);
  if (typeof file_key !== 'string') return file_key;
  const rows = workbook ? readWorkbookCells(await readFile(file), WORKBOOK_ROWS) : csvRows(file);
  if (isRefusal(rows)) return rows;
  const totals: Totals = { rows: 0, accepted: 0, written: 0, repeated: 0, errors_total: 0, errors: [] };
  return withInstallation(async ({ runtime }) => {
    const under_way = new Set<Promise<void>>();
    let refusal: Refusal | undefined;
    let read_rows = 0;
    const send = (part: Cells[]): void => {
      const first_row = read_rows + 1;
      read_rows += part.length;
      const { org, dryRun: dry_run = false, skipWrong: skip_wrong = false } = options;
      const sent = asSystem(runtime, (ctx) =>
        importPart(ctx, org, { rows: part, file_key, first_row, dry_run, skip_wrong }),
      ).then((report) => {
        under_way.delete(sent);
        if (isRefusal(report)) refusal ??= report;
        else addReport(totals, report);
      });
      under_way.add(sent);
    };
    try {
      for await (const part of inParts(rows)) {
        if (read_rows === 0) refusal = checkHeader(Object.keys(part[0] ?? {}));
        if (refusal) break;
        send(part);
        if (under_way.size === PARTS_AT_ONCE) await Promise.race(under_way);
      }
    } finally {
      await Promise.all(under_way);
    }
    return refusal ?? totals;
  });
}

function addReport(totals: Totals, report: Totals): void {
  for (const name of ['rows', 'accepted', 'written', 'repeated', 'errors_total'] as const)
    totals[name] += report[name];
  totals.errors = [...totals.errors, ...report.errors].sort((a, b) => a.row - b.row).slice(0, ERRORS_SHOWN);
}

function csvRows(file: string): AsyncIterable<Cells> {
  return createReadStream(file).pipe(
    parse({
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      bom: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 200_000,
    }),
  );
}

async function* inParts(rows: Iterable<Cells> | AsyncIterable<Cells>): AsyncGenerator<Cells[]> {
  let part: Cells[] = [];
  for await (const row of rows) {
    part.push(row);
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** The hash of a file, or a refusal when a text is not UTF-8. */
async function fingerprint(file: string, binary: boolean): Promise<string | Refusal> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    await pipeline(createReadStream(file), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        hash.update(chunk);
        if (!binary) decoder.decode(chunk, { stream: true });
      }
      decoder.decode();
    });
  } catch (error) {
    if (error instanceof TypeError) return refuse('catalogue.file_encoding');
    throw error;
  }
  return hash.digest('hex');
}
