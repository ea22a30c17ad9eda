import { auditTimelines } from '../../modules/deals/index.ts';
import { verifyLedger, verifySeals } from '../../modules/payments/index.ts';
import { verifyStore } from '../../modules/statistics/index.ts';
import { verifyStock } from '../../modules/warehousing/index.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

interface Finding {
  part: string;
  looked_at: string;
  first_fault: unknown;
}

export const addAudit: Register = (program, act) => {
  const audit = program.command('audit').description('Recompute what must hold in the whole store');
  audit
    .command('verify')
    .description(
      'Timelines with their seals, the ledger, stock and statistics files; names the first fault of each',
    )
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda audit verify --json')
    .action(
      act(async (options: { json?: boolean }) => {
        const findings = await withInstallation(({ runtime }) => asSystem(runtime, look));
        const broken = findings.filter((f) => f.first_fault !== null);
        if (options.json)
          process.stdout.write(
            `${JSON.stringify({ sound: broken.length === 0, findings }, (_k, v) => (typeof v === 'bigint' ? v.toString() : v))}\n`,
          );
        else
          for (const f of findings)
            process.stdout.write(
              `${f.first_fault === null ? '✓' : '✗'} ${f.part}: ${f.looked_at}${f.first_fault === null ? '' : `\n    first fault: ${JSON.stringify(f.first_fault, (_k, v) => (typeof v === 'bigint' ? v.toString() : v))}`}\n`,
            );
        return broken.length === 0 ? EXIT.done : EXIT.found;
      }),
    );
};

async function look(ctx: Parameters<typeof auditTimelines>[0]): Promise<Finding[]> {
  const timelines = await auditTimelines(ctx);
  const ledger = await verifyLedger(ctx.tx);
  const seals = await verifySeals(ctx);
  const stock = await verifyStock(ctx.tx);
  const store = await verifyStore(ctx);
  return [
    {
      part: 'timelines',
      looked_at: `${timelines.deals} deals, ${timelines.events} events, ${timelines.seals} seals`,
      first_fault: timelines.broken,
    },
    {
      part: 'ledger',
      looked_at: `${ledger.books} books, ${ledger.accounts} accounts, ${ledger.entries} entries, ${seals.seals} seals`,
      first_fault: ledger.differences[0] ?? seals.broken,
    },
    { part: 'stock', looked_at: 'all deals and holdings', first_fault: stock[0] ?? null },
    { part: 'statistics store', looked_at: 'all files of the catalogue', first_fault: store[0] ?? null },
  ];
}
