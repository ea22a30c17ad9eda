import { InvalidArgumentError } from 'commander';
import { type Config, readConfig } from '../../platform/config.ts';
import { type BankReport, playBank } from '../../simulator/play-bank.ts';
import { runSimulation } from '../../simulator/run.ts';
import { inScratchTheatre } from '../theatre.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';
import { progressBar } from './terminal.ts';

export const addSimulate: Register = (program, act) => {
  program
    .command('simulate')
    .description(
      'Play many deals under a virtual clock, in a database of their own; the same seed gives the same bytes',
    )
    .option('--deals <number>', 'how many deals', count, 50)
    .option('--seed <text>', 'what the dice start from', '1')
    .option('--months <number>', 'over how many months', count, 24)
    .option(
      '--faults',
      'every kind of step dies once before its commit, answers are lost, clocks jump; firms are blocked and cleared in the middle; a bank loses, doubles and delays messages',
    )
    .option('--json', 'print the report for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda simulate --deals 100 --seed corridor\n  sauda simulate --deals 50 --faults --json',
    )
    .action(
      act(
        async (options: {
          deals: number;
          seed: string;
          months: number;
          faults?: boolean;
          json?: boolean;
        }) => {
          const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
          const bar = progressBar();
          const report = await inScratchTheatre(config, (theatre) =>
            runSimulation(theatre, {
              deals: options.deals,
              seed: options.seed,
              faults: options.faults ?? false,
              start: new Date('2024-11-01T00:00:00Z'),
              months: options.months,
              progress: (done, total) => bar('Deals', done, total),
            }),
          );
          const bank = options.faults ? await bankOfFaults(config, options.seed) : undefined;
          report.invariants.push(...(bank?.invariants ?? []));
          const holds = report.invariants.every((i) => i.holds);
          if (options.json) process.stdout.write(`${JSON.stringify(bank ? { ...report, bank } : report)}\n`);
          else {
            const line = (of: object) =>
              Object.entries(of)
                .map(([name, n]) => `${name.replaceAll('_', ' ')} ${n}`)
                .join(', ');
            process.stdout.write(
              `\nStates     ${line(report.states)}\nScenarios  ${line(report.scenarios)}\nFaults     ${line(report.faults)}\n${bank ? `Bank       faults ${line(bank.faults)}\n           messages ${line(bank.mail)}\n` : ''}Digest     ${report.digest}\n\n`,
            );
            for (const i of report.invariants)
              process.stdout.write(
                `${i.holds ? '✓' : '✗ BROKEN'} ${i.name}${i.detail ? ` (${i.detail})` : ''}\n`,
              );
          }
          return holds ? EXIT.done : EXIT.found;
        },
      ),
    );
};

/** Deals move money within the ledger; a bank that loses and doubles messages plays in a theatre of its own. */
async function bankOfFaults(config: Config, seed: string): Promise<BankReport> {
  const report = await inScratchTheatre(config, (theatre) =>
    playBank(theatre, { seed, days: 20, faults: true, start: new Date('2024-11-01T00:00:00Z') }),
  );
  return { ...report, invariants: report.invariants.map((i) => ({ ...i, name: `bank: ${i.name}` })) };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw new InvalidArgumentError('a whole number from 1 to 100000 is needed');
  return value;
}
