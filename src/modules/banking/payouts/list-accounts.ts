import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { type Currency, currencies } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  CurrencyCode,
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  MoneySchema,
  pageInput,
  pageOf,
  timePlace,
  toPage,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { listAccountRows } from '../store-payouts.ts';
import { AccountView, orgsOf, viewAccount } from './account-view.ts';
import { payoutRule } from './house-rules.ts';

/**
 * Bank accounts, newest first: one's own; for a bank those it is to verify and pay out to, for the treasury all.
 * Refuses with platform.bad_cursor.
 */
export const listAccounts = defineUseCase({
  name: 'banking.list-accounts',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object(
    { state: Type.Optional(Type.Enum(['registered', 'verified', 'refused', 'closed'])), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(AccountView),
  async run(ctx, input) {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listAccountRows(ctx.tx, {
      state: input.state ?? null,
      at: place?.at ?? null,
      account_id: place?.id ?? null,
      limit: limit + 1,
    });
    const profiles = await findOrganisations(ctx, orgsOf(rows));
    return toPage(
      rows,
      limit,
      (r) => [r.registered_at.toISOString(), r.account_id],
      (r) => viewAccount(r, profiles),
    );
  },
});

/** What the house asks of payouts today, per currency, with its source. A currency without a rule is not paid out. */
export const listPayoutRules = defineUseCase({
  name: 'banking.list-payout-rules',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        currency: CurrencyCode,
        four_eyes_above: MoneySchema,
        cooling_off_hours: Type.Integer(),
        valid_from: DateText,
        source: Type.String(),
      }),
    ),
  }),
  async run(ctx) {
    const today = dayOf(ctx.clock.now());
    const ruleOf = (currency: Currency) => {
      const rule = payoutRule(currency, today);
      if (!rule) return [];
      const { cooling_off_hours, valid_from, source } = rule;
      const four_eyes_above = { amount: rule.four_eyes_above.toString(), currency };
      return [{ currency, four_eyes_above, cooling_off_hours, valid_from, source }];
    };
    return { items: currencies.flatMap(ruleOf) };
  },
});
