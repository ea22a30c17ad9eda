import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  type ImportResult,
  importTrade,
  type Mapping,
  readMapping,
  suggestMapping,
} from '../../../modules/statistics/index.ts';
import { EXIT } from '../exit-codes.ts';
import { refused } from '../refused.ts';
import type { Register } from '../register.ts';
import { statisticsCommand } from '../statistics-command.ts';
import { progressBar } from '../terminal.ts';
import { RefusedWork, withInstallation, workAsSystem } from '../with-installation.ts';

const SHOWN = 20;
/** All rejected rows of a file go into a list of their own; no file has more that anybody could read. */
const LISTED = 1_000_000;
const JSON_LISTED = 100_000;

interface Options {
  source?: string;
  map?: string;
  suggest?: boolean;
  rejected?: string;
  json?: boolean;
}

export const addImport: Register = (program, act) => {
  statisticsCommand(program)
    .command('import <file>')
    .description(
      'Bring a file of trade statistics into the store; all or nothing, every rejected row is listed',
    )
    .option('--source <name>', 'name of the source, where it is not that of the format')
    .option('--map <file>', 'mapping file (YAML) that says which column holds what')
    .option('--suggest', 'print a mapping for the file instead of importing it')
    .option('--rejected <file>', 'write all rejected rows to a file')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda statistics import comtrade-2024.csv --rejected rejected.csv')
    .action(act((file: string, options: Options) => run(file, options)));
};

async function run(file: string, options: Options): Promise<number> {
  const json = options.json ?? false;
  if (options.suggest) {
    const suggested = await suggestMapping(file);
    if (isRefusal(suggested)) return refused(suggested, json);
    process.stdout.write(suggested);
    return EXIT.done;
  }
  let mapping: Mapping | undefined;
  if (options.map !== undefined) {
    const text = await readFile(options.map, 'utf8').catch(() => undefined);
    const read =
      text === undefined
        ? refuse('statistics.import_file_missing', { file: basename(options.map) })
        : readMapping(text);
    if (isRefusal(read)) return refused(read, json);
    mapping = read;
  }
  const bar = progressBar();
  try {
    const result = await withInstallation(({ runtime }) =>
      workAsSystem(runtime, (ctx) =>
        importTrade(ctx, { file, source: options.source, mapping, list: LISTED }, (doing, percent) =>
          bar(doing, Math.floor(percent), 100),
        ),
      ),
    );
    return report(result, options);
  } catch (error) {
    if (error instanceof RefusedWork) return refused(error.refusal, json);
    throw error;
  }
}

function report(result: ImportResult, options: Options): number {
  if (options.rejected !== undefined)
    writeFileSync(
      options.rejected,
      `line,reason\n${result.rejected.map((r) => `${r.line},"${r.reason}"\n`).join('')}`,
    );
  if (options.json) {
    const { source, vintage, accepted, guards } = result;
    const rejected = result.rejected.slice(0, JSON_LISTED);
    process.stdout.write(`${JSON.stringify({ source, vintage, accepted, rejected, guards })}\n`);
    return EXIT.done;
  }
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  const count = (n: number): string => n.toLocaleString('en');
  if (result.repeated) out(`${result.source}: this file was imported before, as vintage ${result.vintage}`);
  else
    out(
      `${result.source} (${result.format}), vintage ${result.vintage}: ${count(result.accepted)} accepted, ${count(result.rejected_count)} rejected, ${count(result.written.length)} periods written`,
    );
  for (const { guard, where, reason } of result.guards) out(`! ${guard}: ${where}: ${reason}`);
  for (const { line, reason } of result.rejected.slice(0, SHOWN)) out(`  line ${count(line)}: ${reason}`);
  if (result.rejected_count > SHOWN) {
    const kinds = Map.groupBy(result.rejected, (r) => r.reason);
    for (const [reason, rows] of kinds) out(`  ${count(rows.length)} × ${reason}`);
    if (options.rejected === undefined) out('  --rejected FILE writes all of them');
  }
  return EXIT.done;
}
