import { InvalidArgumentError } from 'commander';
import { divideHalfUp } from '../../../kernel/money.ts';
import {
  askTrade,
  type Flow,
  flows,
  formatUnits,
  refusalOf,
  type TradeAnswer,
  type TradeFact,
  type TradeQuestion,
} from '../../../modules/statistics/index.ts';
import { toCsv } from '../../../platform/tables/index.ts';
import { EXIT } from '../exit-codes.ts';
import { refused } from '../refused.ts';
import type { Register } from '../register.ts';
import { statisticsCommand } from '../statistics-command.ts';
import { RefusedWork, withInstallation, workAsSystem } from '../with-installation.ts';

interface Options {
  source: string[];
  reporter?: string[];
  partner?: string[];
  flow?: Flow[];
  monthly?: boolean;
  from?: string;
  to?: string;
  commodity?: string[];
  children?: boolean;
  asOf?: string;
  currency?: string;
  json?: boolean;
  csv?: boolean;
}

const list = (text: string): string[] => text.split(',').map((word) => word.trim());
const flowList = (text: string): Flow[] =>
  list(text).map((word) => {
    const flow = flows.find((f) => f === word);
    if (!flow) throw new InvalidArgumentError(`a flow is one of ${flows.join(', ')}`);
    return flow;
  });

export const addShow: Register = (program, act) => {
  statisticsCommand(program)
    .command('show')
    .description('Figures with growth, source and vintage; growth that a guard refuses is not printed')
    .option('--source <names>', 'comma-separated', list, ['official'])
    .option('--reporter <codes>', 'ISO codes of two letters, or groups', list)
    .option('--partner <codes>', 'the same', list)
    .option('--flow <flows>', 'export, import, total, …', flowList)
    .option('--monthly', 'months instead of years')
    .option('--from <period>', 'first period, YYYY or YYYY-MM')
    .option('--to <period>', 'last period')
    .option('--commodity <codes>', 'TOTAL or HS codes of two, four or six digits', list)
    .option('--children', 'the codes one level below')
    .option('--as-of <date>', 'as it was known at the end of that day')
    .option('--currency <code>', 'convert by the rates on file')
    .option('--csv', 'print CSV')
    .option('--json', 'print the facts and guards for programs')
    .addHelpText(
      'after',
      '\nExample:\n  sauda statistics show --source comtrade --reporter KZ --partner CN --flow import --from 2018 --to 2024',
    )
    .action(act((options: Options) => run(options)));
};

async function run(o: Options): Promise<number> {
  const question = {
    sources: o.source,
    reporters: o.reporter,
    partners: o.partner,
    flows: o.flow,
    frequency: o.monthly ? 'M' : 'A',
    from: o.from,
    to: o.to,
    commodities: o.commodity,
    children: o.children,
    as_of: o.asOf,
    currency: o.currency,
  };
  const q = Object.fromEntries(Object.entries(question).filter(([, v]) => v !== undefined));
  try {
    const answer = await withInstallation(({ runtime }) =>
      workAsSystem(runtime, (ctx) => askTrade(ctx, q as unknown as TradeQuestion)),
    );
    print(answer, o);
    return EXIT.done;
  } catch (error) {
    if (error instanceof RefusedWork) return refused(error.refusal, o.json ?? false);
    throw error;
  }
}

function print({ facts, guards }: TradeAnswer, o: Options): void {
  const out = (line: string): void => void process.stdout.write(`${line}\n`);
  if (o.json) {
    out(
      JSON.stringify({ facts, guards }, (_key, value) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    );
    return;
  }
  const header = [
    'source',
    'reporter',
    'flow',
    'partner',
    'commodity',
    'period',
    'value',
    'currency',
    'growth %',
    'vintage',
  ];
  const before = new Map(facts.map((f) => [keyOf(f, f.period), f]));
  const rows = facts.map((f) => {
    const last = before.get(keyOf(f, earlier(f.period)));
    const stopped = refusalOf(guards, f);
    const growth =
      !last || last.value <= 0n || last.currency !== f.currency
        ? ''
        : stopped
          ? 'refused'
          : growthOf(last, f);
    return [
      f.source,
      f.reporter,
      f.flow,
      f.partner,
      f.commodity,
      f.period,
      formatUnits(f.value, f.places),
      f.currency,
      growth,
      f.vintage,
    ];
  });
  if (o.csv) process.stdout.write(toCsv(header, rows));
  else {
    const widths = header.map((name, column) =>
      Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
    );
    for (const row of [header, ...rows])
      out(
        row
          .map((cell, column) =>
            column === 6 || column === 8
              ? cell.padStart(widths[column] ?? 0)
              : cell.padEnd(widths[column] ?? 0),
          )
          .join('  '),
      );
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const g of guards) {
    say(`${g.severity === 'refuse' ? '✗' : '!'} ${g.guard}: ${g.where}\n    ${g.reason}`);
    if (g.severity === 'refuse') for (const row of g.rows.slice(0, 5)) say(`      ${row}`);
  }
}

const keyOf = (f: TradeFact, period: string): string =>
  [f.source, f.reporter, f.partner, f.flow, f.commodity, period].join('\t');

/** The same period of the year before. */
const earlier = (period: string): string => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

function growthOf(before: TradeFact, now: TradeFact): string {
  const places = BigInt(Math.max(before.places, now.places));
  const scaled = (f: TradeFact): bigint => f.value * 10n ** (places - BigInt(f.places));
  return formatUnits(divideHalfUp((scaled(now) - scaled(before)) * 1000n, scaled(before)), 1);
}
