import { formatMoney, fromJson } from '../../kernel/money.ts';
import { readConfig } from '../../platform/config.ts';
import { type Case, cases } from '../../simulator/cases.ts';
import { walkDeal } from '../../simulator/walk.ts';
import type { WalkStep } from '../../simulator/walk-step.ts';
import { inScratchTheatre } from '../theatre.ts';
import { EXIT } from './exit-codes.ts';
import type { Register } from './register.ts';

const START = new Date('2026-03-02T08:00:00Z');

export const addWalk: Register = (program, act) => {
  program
    .command('walk')
    .description('Walk one deal through the whole chain, in a database of its own that is dropped afterwards')
    .option('--route <route>', 'the way the goods go (see --list)')
    .option('--goods <goods>', 'what is traded (see --list)')
    .option('--list', 'list routes with their goods')
    .option('--json', 'print the result for programs')
    .addHelpText(
      'after',
      '\nExamples:\n  sauda walk\n  sauda walk --route road-andijan-irkeshtam-kashgar --goods cotton-yarn\n  sauda walk --goods pv-modules --json',
    )
    .action(
      act(async (options: { route?: string; goods?: string; list?: boolean; json?: boolean }) => {
        if (options.list) return list(options.json ?? false);
        const chosen = choose(options);
        if (!chosen) {
          process.stderr.write(
            `No case with route ${options.route ?? 'any'} and goods ${options.goods ?? 'any'}; sauda walk --list shows all.\n`,
          );
          return EXIT.usage;
        }
        const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
        const tell = options.json ? () => undefined : printStep;
        if (!options.json) process.stdout.write(`${chosen.goods} by ${chosen.route_id}\n\n`);
        const walk = await inScratchTheatre(config, (theatre) => walkDeal(theatre, chosen, START, tell));
        const holds = walk.settled && walk.invariants.every((i) => i.holds);
        if (options.json) process.stdout.write(`${JSON.stringify(walk)}\n`);
        else {
          process.stdout.write('\n');
          for (const i of walk.invariants) process.stdout.write(`${i.holds ? '✓' : '✗ BROKEN'} ${i.name}\n`);
          process.stdout.write(
            `\n${holds ? 'The deal is settled and every invariant held.' : 'Something did not hold; see above.'}\n`,
          );
        }
        return holds ? EXIT.done : EXIT.found;
      }),
    );
};

function choose(options: { route?: string; goods?: string }): Case | undefined {
  return cases.find(
    (c) => (!options.route || c.route_id === options.route) && (!options.goods || c.goods === options.goods),
  );
}

function list(json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify(cases)}\n`);
  else
    for (const c of cases)
      process.stdout.write(
        `${c.route_id.padEnd(36)} ${c.goods.padEnd(24)} ${c.from_country} → ${c.to_country}  ${c.incoterm} ${c.currency}\n`,
      );
  return EXIT.done;
}

const WIDTHS = { step: 24, decided: 54, cost: 22 };

function printStep({ step, decided, rule, cost }: WalkStep): void {
  const amount = cost ? formatMoney(fromJson(cost)) : '';
  process.stdout.write(
    `${step.padEnd(WIDTHS.step)} ${fit(decided, WIDTHS.decided)} ${amount.padStart(WIDTHS.cost)}  ${rule}\n`,
  );
}

function fit(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
