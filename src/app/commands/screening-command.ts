import { readFile, stat } from 'node:fs/promises';
import { isRefusal } from '../../kernel/refusal.ts';
import { importWatchlist } from '../../modules/parties/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

const BYTES_LIMIT = 64 * 2 ** 20;

interface Options {
  list: string;
  source: string;
  asOf: string;
  json?: boolean;
}

export const addScreening: Register = (program, act) => {
  program
    .command('screening')
    .description('Lists of names with whom trade is forbidden or restricted')
    .command('import <file>')
    .description(
      'Bring a published list in as CSV (entry_id, name, aliases;…, country) in the place of its earlier state, and compare every organisation with it',
    )
    .requiredOption('--list <id>', 'a short name of the list, the same at each import')
    .requiredOption('--source <text>', 'who publishes it, and where')
    .requiredOption('--as-of <date>', 'the day of the list, YYYY-MM-DD')
    .option('--json', 'print the result for programs')
    .addHelpText(
      'after',
      '\nExample:\n  sauda screening import list.csv --list un-sc --source "United Nations Security Council, consolidated list" --as-of 2026-11-01',
    )
    .action(
      act(async (file: string, { list, source, asOf, json }: Options) => {
        const wrong =
          (await stat(file)).size > BYTES_LIMIT
            ? 'The file is larger than 64 MiB.'
            : !/^[a-z0-9-]{2,40}$/.test(list)
              ? '--list takes small letters, digits and hyphens.'
              : !/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(asOf))
                ? '--as-of takes a date like 2026-11-01.'
                : undefined;
        if (wrong) {
          process.stderr.write(`${wrong}\n`);
          return EXIT.usage;
        }
        const csv = await readFile(file, 'utf8');
        const outcome = await withInstallation(({ runtime }) =>
          asSystem(runtime, (ctx) => importWatchlist(ctx, { list_id: list, source, as_of: asOf, csv })),
        );
        if (isRefusal(outcome)) return refused(outcome, json);
        process.stdout.write(
          json
            ? `${JSON.stringify(outcome)}\n`
            : outcome.unchanged
              ? 'This file is here already; nothing was changed.\n'
              : `${outcome.entries.toLocaleString('en')} entries; ${outcome.screened.toLocaleString('en')} organisations compared. Hits wait for the operator under Screening.\n`,
        );
        return EXIT.done;
      }),
    );
};
