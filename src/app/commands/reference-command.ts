import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { importTariff } from '../../modules/landed-cost/index.ts';
import { importConcordance, importHs } from '../../modules/reference/index.ts';
import type { Tx } from '../../platform/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

export const addReference: Register = (program, act) => {
  const importer = program
    .command('reference')
    .description('Reference data')
    .command('import')
    .description('Bring a full official list in; all or nothing, every rejected row is listed');
  const add = (
    name: string,
    argument: string,
    description: string,
    example: string,
    run: (tx: Tx, files: string[]) => Promise<Outcome<Record<string, number>>>,
  ): void => {
    importer
      .command(`${name} ${argument}`)
      .description(description)
      .option('--json', 'print the result for programs')
      .addHelpText('after', `\nExample:\n  sauda reference import ${name} ${example}`)
      .action(
        act(
          async (
            first: string,
            second: string | undefined | { json?: boolean },
            last?: { json?: boolean },
          ) => {
            const options = typeof second === 'object' ? second : (last ?? {});
            const files = [first, ...(typeof second === 'string' ? [second] : [])];
            const outcome = await withInstallation(({ runtime }) =>
              asSystem(runtime, (ctx) => run(ctx.tx, files)),
            );
            return report(outcome, options.json ?? false);
          },
        ),
      );
  };
  add(
    'hs',
    '<file>',
    'The HS nomenclature as CSV (section, hscode, description, parent, level)',
    'hs2022.csv',
    (tx, [file = '']) => importHs(tx, file),
  );
  add(
    'tariff',
    '<file> [footnotes]',
    'The tariff of the Eurasian Economic Union as CSV, with its footnotes',
    'ett.csv footnotes.csv',
    (tx, [file = '', footnotes]) => importTariff(tx, file, footnotes),
  );
  add(
    'concordance',
    '<file>',
    'A full correlation of HS editions: a workbook of UNSD (.xlsx), or CSV of code.after, code.before, Relationship, adjustment',
    'unsd_hs2022_to_hs2017.xlsx',
    (tx, [file = '']) => importConcordance(tx, file),
  );
};

function report(outcome: Outcome<Record<string, number>>, json: boolean): number {
  if (isRefusal(outcome)) return refused(outcome, json);
  if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else
    process.stdout.write(
      `${Object.entries(outcome)
        .map(([name, n]) => `${name}: ${n.toLocaleString('en')}`)
        .join(', ')}\n`,
    );
  return EXIT.done;
}
