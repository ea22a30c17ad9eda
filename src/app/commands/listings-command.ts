import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts';
import { checkHeader, importPart } from '../../modules/catalogue/index.ts';
import { toProblem } from '../../platform/http/problem.ts';
import { refusals } from '../modules.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

const PART = 1_000;
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
  errors: unknown[];
}

export const addListings: Register = (program, act) => {
  program
    .command('listings')
    .description('Offers in files')
    .command('import <file>')
    .description(
      'Publish the offers of a CSV file in UTF-8, part by part; run again, it goes on where it stopped',
    )
    .requiredOption('--org <id>', 'the organisation whose offers they are')
    .option('--dry-run', 'check every row and write nothing')
    .option('--skip-wrong', 'write the rows that hold together although others do not')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda listings import offers.csv --org 0192… --dry-run')
    .action(
      act(async (file: string, options: Options) => {
        const outcome = await read(file, options);
        if (isRefusal(outcome)) {
          const problem = toProblem(outcome, refusals, 'cli');
          process.stderr.write(
            `${problem.title}: ${JSON.stringify(problem.params ?? {})}\n${problem.next}\n`,
          );
          return EXIT.found;
        }
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

/** Reads the file twice: first its fingerprint and encoding, then its rows, a thousand in memory at a time. */
async function read(file: string, options: Options): Promise<Totals | Refusal> {
  const file_key = await fingerprint(file);
  if (typeof file_key !== 'string') return file_key;
  const rows = createReadStream(file).pipe(
    parse({
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      bom: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 200_000,
    }),
  );
  const totals: Totals = { rows: 0, accepted: 0, written: 0, repeated: 0, errors_total: 0, errors: [] };
  return withInstallation(async ({ runtime }) => {
    let part: Record<string, string>[] = [];
    const send = async (): Promise<Refusal | undefined> => {
      const refused = totals.rows === 0 ? checkHeader(Object.keys(part[0] ?? {})) : undefined;
      if (refused) return refused;
      const report = await asSystem(runtime, (ctx) =>
        importPart(ctx, options.org, {
          rows: part,
          file_key,
          first_row: totals.rows + 1,
          dry_run: options.dryRun ?? false,
          skip_wrong: options.skipWrong ?? false,
        }),
      );
      if (isRefusal(report)) return report;
      for (const name of ['rows', 'accepted', 'written', 'repeated', 'errors_total'] as const)
        totals[name] += report[name];
      totals.errors.push(...report.errors.slice(0, ERRORS_SHOWN - totals.errors.length));
      part = [];
      return undefined;
    };
    for await (const row of rows) {
      part.push(row as Record<string, string>);
      const refused = part.length === PART ? await send() : undefined;
      if (refused) return refused;
    }
    const refused = part.length > 0 ? await send() : undefined;
    return refused ?? totals;
  });
}

/** The hash of a file, or a refusal when it is not UTF-8. */
async function fingerprint(file: string): Promise<string | Refusal> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    await pipeline(createReadStream(file), async (chunks) => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        hash.update(chunk);
        decoder.decode(chunk, { stream: true });
      }
      decoder.decode();
    });
  } catch (error) {
    if (error instanceof TypeError) return refuse('catalogue.file_encoding');
    throw error;
  }
  return hash.digest('hex');
}
