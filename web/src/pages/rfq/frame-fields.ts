import type { TFunction } from 'i18next';
import type { MoneyJson } from '../../format/money.ts';
import type { CommandField } from '../../parts/command-fields.ts';

/** A line of a lot, as far as its price is asked for. */
export interface PricedLine {
  line: number;
  description: string;
  unit_price: MoneyJson;
}

export interface Tier {
  from_lots: number;
  line: number;
  unit_price: MoneyJson;
}

/** Lines whose prices a form asks for, and steps of each: three where there is one line, else one. */
const MOST_LINES = 12;
const shown = (lines: readonly PricedLine[]): readonly PricedLine[] => lines.slice(0, MOST_LINES);
const stepsOf = (lines: readonly PricedLine[]): number[] => (lines.length === 1 ? [1, 2, 3] : [1]);

/** What a form says before its prices: which lines it has room for, when those are not all. */
export function explained(t: TFunction<'rfqs'>, about: string, lines: readonly PricedLine[]): string {
  return lines.length > MOST_LINES
    ? `${about} ${t('frames.first_lines', { most: MOST_LINES, all: lines.length })}`
    : about;
}

/** Fields for the price steps of each line; with `anew`, for its price as well. */
export function priceFields(
  t: TFunction<'rfqs'>,
  lines: readonly PricedLine[],
  anew: boolean,
): CommandField[] {
  return shown(lines).flatMap(({ line, description, unit_price: { currency } }) => {
    const common = { optional: true, group: description };
    const amount = (name: string, label: string): CommandField => ({
      name,
      label,
      kind: 'amount',
      currency,
      ...common,
    });
    return [
      ...(anew ? [amount(`price_${line}`, t('frames.new_price'))] : []),
      ...stepsOf(lines).flatMap((step): CommandField[] => [
        { name: `lots_${line}_${step}`, label: t('frames.step_lots', { step }), kind: 'whole', ...common },
        amount(`step_${line}_${step}`, t('frames.step_price', { step })),
      ]),
    ];
  });
}

/** The steps that were filled in; one that is half filled in is sent as it is, so that it is refused and not lost. */
export function tiersFrom(body: Record<string, unknown>, lines: readonly PricedLine[]): Partial<Tier>[] {
  return shown(lines).flatMap(({ line }) =>
    stepsOf(lines).flatMap((step) => {
      const from_lots = body[`lots_${line}_${step}`] as number | undefined;
      const unit_price = body[`step_${line}_${step}`] as MoneyJson | undefined;
      if (from_lots === undefined && unit_price === undefined) return [];
      return [{ line, ...(from_lots === undefined ? {} : { from_lots }), ...(unit_price && { unit_price }) }];
    }),
  );
}

/** The prices that were filled in. */
export function pricesFrom(
  body: Record<string, unknown>,
  lines: readonly PricedLine[],
): { line: number; unit_price: MoneyJson }[] {
  return shown(lines).flatMap(({ line }) => {
    const unit_price = body[`price_${line}`] as MoneyJson | undefined;
    return unit_price ? [{ line, unit_price }] : [];
  });
}
