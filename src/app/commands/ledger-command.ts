import { chainBooks, sealBooks, verifyLedger, verifySeals } from '../../modules/payments/index.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

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
};
