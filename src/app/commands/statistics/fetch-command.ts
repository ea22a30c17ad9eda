import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRefusal } from '../../../kernel/refusal.ts';
import { areas, fetchComtrade } from '../../../modules/statistics/index.ts';
import { EXIT } from '../exit-codes.ts';
import { refused } from '../refused.ts';
import type { Register } from '../register.ts';
import { statisticsCommand } from '../statistics-command.ts';
import { progressBar } from '../terminal.ts';

const PERIODS_LIMIT = 600;

interface Options {
  reporter: string;
  partner?: string;
  flow?: string;
  commodity: string;
  from: string;
  to: string;
  out: string;
  service?: string;
}

export const addFetch: Register = (program, act) => {
  statisticsCommand(program)
    .command('fetch')
    .description('Fetch rows from a statistical service')
    .command('comtrade')
    .description(
      'From UN Comtrade, with the key in COMTRADE_KEY, into a file for `statistics import`; goes on where it stopped',
    )
    .requiredOption('--reporter <codes>', 'ISO codes of two letters, comma-separated')
    .option('--partner <codes>', 'the same')
    .option('--flow <codes>', 'M, X, RX, …')
    .option('--commodity <codes>', 'TOTAL or HS codes', 'TOTAL')
    .requiredOption('--from <year>', 'first year, or month as YYYY-MM')
    .requiredOption('--to <year>', 'last')
    .option('--out <folder>', 'folder of the pages and of the file', 'comtrade')
    .option('--service <address>', 'where the API is, if not at comtradeapi.un.org')
    .addHelpText(
      'after',
      '\nExample:\n  COMTRADE_KEY=… sauda statistics fetch comtrade --reporter KZ,KG --partner CN --from 2018 --to 2024',
    )
    .action(act((options: Options) => run(options)));
};

async function run(o: Options): Promise<number> {
  const key = process.env.COMTRADE_KEY;
  const periods = between(o.from, o.to);
  const codes = (text: string): (string | undefined)[] =>
    text.split(',').map((word) =>
      areas()
        .find((a) => a.code === word.trim())
        ?.comtrade.at(-1),
    );
  const reporters = codes(o.reporter);
  const partners = o.partner === undefined ? undefined : codes(o.partner);
  const wrong = !key
    ? 'COMTRADE_KEY is not set: a key comes with an account at comtradedeveloper.un.org'
    : !periods
      ? `from ${o.from} to ${o.to} are not years or months in order`
      : [...reporters, ...(partners ?? [])].includes(undefined)
        ? 'one of the areas is not on the list of UN Comtrade'
        : undefined;
  if (wrong !== undefined || !key || !periods) {
    process.stderr.write(`${wrong}\n`);
    return EXIT.usage;
  }
  mkdirSync(o.out, { recursive: true });
  const bar = progressBar();
  const file = await fetchComtrade(
    {
      frequency: o.from.length === 4 ? 'A' : 'M',
      periods,
      reporters: reporters.filter((c) => c !== undefined),
      ...(partners ? { partners: partners.filter((c) => c !== undefined) } : {}),
      ...(o.flow ? { flows: o.flow.split(',') } : {}),
      commodities: o.commodity.split(','),
    },
    {
      key,
      folder: resolve(o.out),
      ...(o.service ? { base: o.service } : {}),
      onProgress: (done, total) => bar('pages', done, total),
    },
  );
  if (isRefusal(file)) return refused(file, false);
  process.stdout.write(`${file}\n`);
  return EXIT.done;
}

/** Years, or months as the service writes them; undefined when the ends are not both the same kind and in order. */
function between(from: string, to: string): string[] | undefined {
  const months = (text: string): number | undefined => {
    const match = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(text);
    return match ? Number(match[1]) * 12 + Number(match[2] ?? 1) - 1 : undefined;
  };
  const [first, last] = [months(from), months(to)];
  const step = from.length === 4 ? 12 : 1;
  if (first === undefined || last === undefined || from.length !== to.length || last < first)
    return undefined;
  const count = (last - first) / step + 1;
  if (count > PERIODS_LIMIT) return undefined;
  return Array.from({ length: count }, (_, at) => {
    const month = first + at * step;
    const year = String(Math.floor(month / 12));
    return step === 12 ? year : `${year}${String((month % 12) + 1).padStart(2, '0')}`;
  });
}
