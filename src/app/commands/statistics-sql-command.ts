import { isRefusal } from '../../kernel/refusal.ts';
import { answerSql } from '../../modules/sdmx/index.ts';
import { EXIT } from './exit-codes.ts';
import { refused } from './refused.ts';
import type { Register } from './register.ts';
import { statisticsCommand } from './statistics-command.ts';
import { progressBar } from './terminal.ts';
import { asPublic, withInstallation } from './with-installation.ts';

const WIDTH = 40;

export const addStatisticsSql: Register = (program, act) => {
  statisticsCommand(program)
    .command('sql <statement>')
    .description('One SELECT over trade, areas, goods, vintages or demonstration; read-only, with limits')
    .option('--json', 'print the result for programs')
    .addHelpText(
      'after',
      `\nExample:\n  sauda statistics sql "select partner, period, value from trade where reporter = 'CN' and flow = 'export' order by value desc limit 5"`,
    )
    .action(
      act(async (statement: string, options: { json?: boolean }) => {
        const bar = progressBar();
        const answer = await withInstallation(({ runtime }) =>
          answerSql(asPublic(runtime), statement, {
            wait: true,
            progress: (n) => bar('preparing figures', n, n + 1),
          }),
        );
        if (isRefusal(answer)) return refused(answer, options.json);
        if (options.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
        else {
          process.stdout.write(`${table([answer.columns.map((c) => c.name), ...answer.rows])}\n`);
          if (answer.truncated) process.stderr.write('There are more rows than are shown.\n');
        }
        return EXIT.done;
      }),
    );
};

/** Columns side by side; long cells are cut. */
function table(rows: readonly (readonly unknown[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '–' : text(cell)).slice(0, WIDTH)));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function text(cell: unknown): string {
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
