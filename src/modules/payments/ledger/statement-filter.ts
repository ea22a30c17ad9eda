import { Type } from 'typebox';
import { Line } from '../../../platform/index.ts';
import type { Side } from '../model.ts';

/** What entries of a statement can be picked by, besides the period. All that is given must hold. */
export const filterInput = {
  /** Contained in the reference, in small or capital letters. */
  text: Type.Optional(Line(100)),
  /** The organisation or deal on the other side, by its id, or an account of the same book, by its name. */
  counterparty: Type.Optional(
    Type.String({
      pattern:
        '^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z]+(:[A-Z0-9]+)*:[A-Z]{3})$',
      maxLength: 60,
    }),
  ),
  /** Minor units without sign. */
  least: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
  most: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })),
  /** What made the account's balance larger, or smaller. */
  direction: Type.Optional(Type.Enum(['in', 'out'])),
  /** Why money moved, as entries say it. */
  reason: Type.Optional(Type.String({ pattern: '^[a-z_.]{3,40}$' })),
};

export interface StatementFilter {
  text?: string;
  counterparty?: string;
  least?: string;
  most?: string;
  direction?: 'in' | 'out';
  reason?: string;
}

/** Entries looked at for one page, so that a page costs at most this whatever it looks for. */
export const LOOK_LIMIT = 10_000n;

/** Only what picks entries, of an input that has more. */
export function filterOf(input: StatementFilter): StatementFilter {
  const { text, counterparty, least, most, direction, reason } = input;
  const all = { text, counterparty, least, most, direction, reason };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export const isFiltered = (filter: StatementFilter): boolean => Object.keys(filterOf(filter)).length > 0;

/** As the arguments of payments.statement_page, from `only_side` on. */
export function filterArguments(filter: StatementFilter, normal_side: Side): unknown[] {
  const { text = null, counterparty = null, least = null, most = null, direction, reason = null } = filter;
  const other = normal_side === 'credit' ? 'debit' : 'credit';
  const side = direction === undefined ? null : direction === 'in' ? normal_side : other;
  const account = counterparty?.includes(':') ? counterparty : null;
  return [side, text, account ? null : counterparty, account, least, most, reason];
}
