import { Type } from 'typebox';
import { makeCreditorReference } from '../../../kernel/check-digits/index.ts';
import { dayOf, daysAfter } from '../../../kernel/days.ts';
import { fromJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  PositiveMoneySchema,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { getOrganisationProfile } from '../../parties/index.ts';
import type { Expectation } from '../model.ts';
import { insertExpectation, listExpectationRows } from '../store-entries.ts';
import { REFERENCE_LENGTH } from './find-candidates.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const EARLIER_DAYS = 3;

const ExpectationView = Type.Object({
  expectation_id: Uuid,
  org_id: Uuid,
  bank_org_id: Uuid,
  /** Creditor reference (ISO 11649) to write on the payment. */
  reference: Type.String(),
  amount: MoneySchema,
  expected_from: DateText,
  expected_to: DateText,
  announced_at: Instant,
  met_at: Nullable(Instant),
});

/**
 * Says that a payment will come to a bank for one's wallet, and gets the reference to write on it: with it, the
 * amount and a date in the window, the money is credited without anybody's doing. Refuses with
 * parties.not_found, banking.not_a_bank, banking.zero_amount.
 */
export const announceDeposit = defineUseCase({
  name: 'banking.announce-deposit',
  kind: 'command',
  permission: 'payment:order',
  input: Type.Object(
    {
      bank_org_id: Uuid,
      amount: PositiveMoneySchema,
      /** Days from now in which the payment should arrive. */
      within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 14 })),
    },
    { additionalProperties: false },
  ),
  output: ExpectationView,
  async run(ctx, input) {
    const bank = await getOrganisationProfile(ctx, input.bank_org_id);
    if (isRefusal(bank)) return bank;
    if (bank.kind !== 'bank') return refuse('banking.not_a_bank', { org_id: input.bank_org_id });
    const { amount, currency } = fromJson(input.amount);
    if (amount === 0n) return refuse('banking.zero_amount');
    const now = ctx.clock.now();
    const day = (days: number): string => dayOf(daysAfter(now, days));
    const body = Array.from(
      { length: REFERENCE_LENGTH - 4 },
      () => ALPHABET[Math.floor(ctx.random() * ALPHABET.length)],
    ).join('');
    const expectation = {
      org_id: ctx.actor.org_id,
      expectation_id: ctx.id(),
      bank_org_id: input.bank_org_id,
      reference: makeCreditorReference(body),
      amount,
      currency,
      // A bank may book with an earlier value date than the day it was announced.
      expected_from: day(-EARLIER_DAYS),
      expected_to: day(input.within_days ?? 14),
      announced_at: now,
      parties: [...new Set([ctx.actor.org_id, input.bank_org_id])],
    };
    await insertExpectation(ctx.tx, expectation);
    return view({ ...expectation, met_at: null });
  },
});

/** Payments that one's organisation expects or, as a bank, should see; newest first. Refuses with platform.bad_cursor. */
export const listExpectations = defineUseCase({
  name: 'banking.list-expectations',
  kind: 'query',
  permission: 'payment:read',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(ExpectationView),
  async run(ctx, input) {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await listExpectationRows(ctx.tx, {
      at: place?.at ?? null,
      expectation_id: place?.id ?? null,
      limit: limit + 1,
    });
    return toPage(rows, limit, (r) => [r.announced_at.toISOString(), r.expectation_id], view);
  },
});

function view(x: Expectation) {
  return {
    expectation_id: x.expectation_id,
    org_id: x.org_id,
    bank_org_id: x.bank_org_id,
    reference: x.reference,
    amount: { amount: x.amount.toString(), currency: x.currency },
    expected_from: x.expected_from,
    expected_to: x.expected_to,
    announced_at: x.announced_at.toISOString(),
    met_at: x.met_at?.toISOString() ?? null,
  };
}
