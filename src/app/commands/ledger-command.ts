import { readFile, stat } from 'node:fs/promises';
import {
  chainBooks,
  proposeRates,
  readTrialBalance,
  sealBooks,
  verifyLedger,
  verifySeals,
} from '../../modules/payments/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, RefusedWork, withInstallation, workAsSystem } from './with-installation.ts';

export const addLedger: Register = (program, act) => {
  const ledger = program.command('ledger').description('Look after the ledger of payments');
  ledger
    .command('verify')
    .description(
      'Recompute every balance from its entries, each book per currency, clearing, chains and seals; names the first difference',
    )
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda ledger verify --json')
    .action(
      act(async (options: { json?: boolean }) => {
        const began_ms = performance.now();
        const report = await withInstallation(({ runtime }) =>
          asSystem(runtime, async (ctx) => {
            await ctx.tx.run('set local statement_timeout = 0');
            const found = await verifyLedger(ctx.tx);
            const { seals, broken } = await verifySeals(ctx);
            return { ...found, seals, differences: [...found.differences, ...(broken ? [broken] : [])] };
          }),
        );
        const seconds = (performance.now() - began_ms) / 1000;
        const [first = null] = report.differences;
        if (options.json)
          process.stdout.write(
            `${JSON.stringify({ sound: first === null, first_difference: first, ...report })}\n`,
          );
        else
          process.stdout.write(
            `${first === null ? '✓' : '✗'} ${report.books} books, ${report.accounts} accounts, ${report.entries} entries, ${report.links} links, ${report.seals} seals in ${seconds.toFixed(1)} s\n${
              first === null ? '' : `  first difference: ${JSON.stringify(first)}\n`
            }`,
          );
        return first === null ? EXIT.done : EXIT.found;
      }),
    );
  ledger
    .command('seal')
    .description('Chain and seal at once what was posted since; otherwise done every minute by the server')
    .addHelpText('after', '\nExample:\n  sauda ledger seal')
    .action(
      act(async () => {
        const [chained, sealed] = await withInstallation(({ runtime }) =>
          asSystem(runtime, async (ctx) => [await chainBooks(ctx), await sealBooks(ctx)] as const),
        );
        process.stdout.write(`${chained} transfers chained, ${sealed} books sealed\n`);
        return EXIT.done;
      }),
    );
  ledger
    .command('trial-balance')
    .description('What each kind of account of the whole ledger was debited and credited, per currency')
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda ledger trial-balance')
    .action(
      act(async (options: { json?: boolean }) => {
        const lines = await withInstallation(({ runtime }) =>
          asSystem(runtime, async (ctx) => readTrialBalance(ctx.tx, null)),
        );
        return printTrialBalance(lines, options.json ?? false);
      }),
    );
  ledger
    .command('rates <file>')
    .description(
      'Propose rates of exchange from a CSV (base, currency, rate, valid_from, source); somebody of the treasury approves each',
    )
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda ledger rates rates.csv')
    .action(
      act(async (file: string, { json }: { json?: boolean }) => {
        if ((await stat(file)).size > RATES_BYTES_LIMIT) {
          process.stderr.write('The file is larger than 1 MiB.\n');
          return EXIT.usage;
        }
        const csv = await readFile(file, 'utf8');
        try {
          const { proposed } = await withInstallation(({ runtime }) =>
            workAsSystem(runtime, (ctx) => proposeRates(ctx, csv)),
          );
          process.stdout.write(
            json
              ? `${JSON.stringify({ proposed })}\n`
              : `${proposed} rates proposed. Each is used when somebody of the treasury approves it under Approvals.\n`,
          );
          return EXIT.done;
        } catch (error) {
          if (error instanceof RefusedWork) return refused(error.refusal, json);
          throw error;
        }
      }),
    );
};

const RATES_BYTES_LIMIT = 2 ** 20;

type TrialLine = Awaited<ReturnType<typeof readTrialBalance>>[number];

/** Both sides of a currency add up to the same, or the exit code says so. Amounts are minor units. */
function printTrialBalance(lines: readonly TrialLine[], json: boolean): number {
  const sums = [...new Set(lines.map((l) => l.currency))].map((currency) => {
    const of = lines.filter((l) => l.currency === currency);
    const debit = of.reduce((sum, l) => sum + l.debit, 0n);
    const credit = of.reduce((sum, l) => sum + l.credit, 0n);
    return { currency, debit, credit, balanced: debit === credit };
  });
  const text = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
  if (json) process.stdout.write(`${JSON.stringify({ lines, sums }, text)}\n`);
  else
    for (const { currency, debit, credit, balanced } of sums) {
      process.stdout.write(`${balanced ? '✓' : '✗'} ${currency}  ${debit} = ${credit}\n`);
      for (const l of lines.filter((line) => line.currency === currency))
        process.stdout.write(
          `    ${l.kind.padEnd(10)} ${l.debit.toString().padStart(20)} ${l.credit.toString().padStart(20)}\n`,
        );
    }
  return sums.every((s) => s.balanced) ? EXIT.done : EXIT.found;
}
