import { InvalidArgumentError } from 'commander';
import type { MarketplaceKind } from '../../modules/marketplaces/index.ts';
import { readConfig } from '../../platform/config.ts';
import { playShop } from '../../simulator/play-shop.ts';
import { inScratchTheatre } from '../theatre.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';

const kinds: readonly MarketplaceKind[] = ['kaspi', 'satu', 'rest'];

export const addMarketplace: Register = (program, act) => {
  program
    .command('marketplace')
    .description(
      'Play a shop at a marketplace on this machine that throttles, fails, cuts, repeats and reorders, in a database of its own',
    )
    .option('--kind <kind>', 'kaspi, satu or rest', kindOf, 'kaspi')
    .option('--orders <number>', 'how many orders customers place', count, 30)
    .option('--seed <text>', 'what the dice start from', '1')
    .option('--no-faults', 'the marketplace behaves')
    .option('--json', 'print the report for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda marketplace\n  sauda marketplace --kind satu --orders 100 --json',
    )
    .action(
      act(
        async (options: {
          kind: MarketplaceKind;
          orders: number;
          seed: string;
          faults: boolean;
          json?: boolean;
        }) => {
          const config = {
            ...readConfig({ ...process.env, LOG_LEVEL: 'warn' }),
            outbound_hosts: ['127.0.0.1'],
          };
          const report = await inScratchTheatre(config, (theatre) => playShop(theatre, options));
          if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
          else {
            for (const order of report.orders)
              process.stdout.write(`${order.number.padEnd(12)} → ${order.deal ?? '–'}  ${order.state}\n`);
            const answers = Object.entries(report.answers).map(([name, n]) => `${name} × ${n}`);
            process.stdout.write(
              `\n${report.syncs} syncs; the marketplace answered ${answers.join(', ')}\n\n`,
            );
            for (const i of report.invariants)
              process.stdout.write(`${i.holds ? '✓' : '✗ BROKEN'} ${i.name} (${i.detail})\n`);
          }
          return report.invariants.every((i) => i.holds) ? EXIT.done : EXIT.found;
        },
      ),
    );
};

function kindOf(text: string): MarketplaceKind {
  const kind = kinds.find((k) => k === text);
  if (!kind) throw new InvalidArgumentError(`one of ${kinds.join(', ')} is needed`);
  return kind;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 2000)
    throw new InvalidArgumentError('a whole number from 1 to 2000 is needed');
  return value;
}
