import { readFile, stat } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { isUuid } from '../../kernel/ids.ts';
import { formatMoney } from '../../kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '../../kernel/refusal.ts';
import { explainStatement } from '../../modules/banking/index.ts';
import { BYTE_LIMIT, describeMessage, readMessage } from '../../modules/iso20022/index.ts';
import { readConfig } from '../../platform/config.ts';
import { playBank } from '../../simulator/play-bank.ts';
import { inScratchTheatre } from '../theatre.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { asSystem, withInstallation } from './with-installation.ts';

interface Json {
  json?: boolean;
}

export const addBank: Register = (program, act) => {
  const bank = program.command('bank').description('Messages of banks (ISO 20022)');
  bank
    .command('read <file>')
    .description('Explain a message: what it is, what it moves, what of it is not read')
    .option('--json', 'print the message for programs')
    .addHelpText('after', '\nExample:\n  sauda bank read statement.xml')
    .action(
      act(async (file: string, { json }: Json) => {
        const content = await contentOf(file);
        const reading = isRefusal(content) ? content : readMessage(content);
        if (isRefusal(reading)) return refused(reading, json);
        if (json) print(reading);
        else process.stdout.write(`${describeMessage(reading).join('\n')}\n`);
        return EXIT.done;
      }),
    );
  bank
    .command('reconcile <file>')
    .description('Show what reconciliation would make of a statement or notice; books nothing')
    .requiredOption('--bank <id>', 'organisation id of the bank', uuid)
    .option('--json', 'print the result for programs')
    .addHelpText('after', '\nExample:\n  sauda bank reconcile statement.xml --bank 018f…')
    .action(
      act(async (file: string, options: Json & { bank: string }) => {
        const content = await contentOf(file);
        if (isRefusal(content)) return refused(content, options.json);
        const explained = await withInstallation(({ runtime }) =>
          asSystem(runtime, (ctx) => explainStatement(ctx, options.bank, content)),
        );
        if (isRefusal(explained)) return refused(explained, options.json);
        if (options.json) print(explained);
        for (const { entry, match, suggestions } of options.json ? [] : explained) {
          const best = match ?? suggestions[0];
          const said = best
            ? `${best.target_kind} ${best.target_id} (${best.reasons.join(', ')})`
            : 'nothing like it is expected';
          process.stdout.write(
            `${entry.booked_on}  ${entry.side.padEnd(6)}  ${formatMoney(entry)}  ${match ? 'matched: ' : best ? 'perhaps: ' : ''}${said}\n`,
          );
        }
        return explained.every((e) => e.match) ? EXIT.done : EXIT.found;
      }),
    );
  bank
    .command('simulate')
    .description(
      'Play a bank that is late, forgetful and double-tongued against traders, and count the money',
    )
    .option('--days <number>', 'how many days', days, 30)
    .option('--seed <text>', 'what the dice start from', '1')
    .option('--no-faults', 'a bank that does everything right')
    .option('--json', 'print the report for programs')
    .addHelpText('after', '\nExample:\n  sauda bank simulate --days 60 --seed corridor')
    .action(
      act(async (options: Json & { days: number; seed: string; faults: boolean }) => {
        const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
        const report = await inScratchTheatre(config, (theatre) =>
          playBank(theatre, { ...options, start: new Date('2026-01-05T08:00:00Z') }),
        );
        if (options.json) print(report);
        else {
          const orders = Object.entries(report.orders).map(([name, n]) => `${name} ${n}`);
          process.stdout.write(
            `Messages  ${report.messages}\nFaults    ${report.faults}\nOrders    ${orders.join(', ')}\n\n`,
          );
          for (const i of report.invariants)
            process.stdout.write(
              `${i.holds ? '✓' : '✗ BROKEN'} ${i.name}${i.detail ? ` (${i.detail})` : ''}\n`,
            );
        }
        return report.invariants.every((i) => i.holds) ? EXIT.done : EXIT.found;
      }),
    );
};

/** A file that is larger than any message is not read. */
async function contentOf(file: string): Promise<Buffer | Refusal> {
  const { size } = await stat(file);
  return size > BYTE_LIMIT ? refuse('iso20022.too_large', { limit_bytes: BYTE_LIMIT }) : readFile(file);
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, (_key, v) => (typeof v === 'bigint' ? v.toString() : v))}\n`);
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new InvalidArgumentError('an organisation id is needed');
  return text;
}

function days(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1000)
    throw new InvalidArgumentError('a whole number from 1 to 1000 is needed');
  return value;
}
