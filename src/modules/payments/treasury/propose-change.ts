import { type Static, type TObject, Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { currencies } from '../../../kernel/money.ts';
import { type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  DateText,
  defineUseCase,
  Line,
  Nullable,
  Uuid,
} from '../../../platform/index.ts';
import { AccountId } from '../ledger/send-transfers.ts';
import { TREASURY_ORG_ID, transferIdFor } from '../model.ts';
import { insertProposal, type ProposalBody } from './store-treasury.ts';

const Amount = Type.String({ pattern: '^\\d{1,18}$' });
const Note = Line(200, 3);
const Proposed = Type.Object({ proposal_id: Uuid });

/** Only people of the treasury act for it, whatever role somebody has elsewhere. */
export function notTheTreasury(ctx: Ctx): Refusal | undefined {
  const { org_id, user_id } = ctx.actor;
  return org_id === TREASURY_ORG_ID && user_id ? undefined : refuse('payments.not_the_treasury');
}

async function propose(ctx: Ctx, body: ProposalBody, proposed_by: string): Promise<string> {
  const proposal_id = ctx.id();
  await insertProposal(ctx.tx, {
    org_id: TREASURY_ORG_ID,
    proposal_id,
    body,
    proposed_by,
    proposed_at: ctx.clock.now(),
  });
  return proposal_id;
}

/** Who proposes from the terminal: nobody of the treasury, so that one of its people always decides. */
export const OPERATOR_ID = transferIdFor('the operator at the terminal');

/** A use case that writes a proposal, once `check` finds nothing against it. */
function proposing<I extends TObject>(
  what: string,
  input: I,
  bodyOf: (ctx: Ctx, given: Static<I>) => ProposalBody | Refusal,
) {
  return defineUseCase({
    name: `payments.propose-${what}`,
    kind: 'command',
    permission: 'treasury:propose',
    input,
    output: Proposed,
    async run(ctx, given) {
      const stranger = notTheTreasury(ctx);
      if (stranger) return stranger;
      const body = bodyOf(ctx, given);
      if ('refusal' in body) return body;
      return { proposal_id: await propose(ctx, body, ctx.actor.user_id ?? '') };
    },
  });
}

/**
 * Proposes what the treasury keeps of a currency at least and holds at most; null: as much as comes. The ledger keeps
 * to it once a colleague has approved. Refuses with payments.not_the_treasury, payments.limits_crossed.
 */
export const proposeLimit = proposing(
  'limit',
  Type.Object(
    { currency: CurrencyCode, keep_at_least: Amount, hold_at_most: Nullable(Amount), reason: Note },
    { additionalProperties: false },
  ),
  (_ctx, given) => {
    const { keep_at_least, hold_at_most } = given;
    if (hold_at_most !== null && BigInt(hold_at_most) < BigInt(keep_at_least))
      return refuse('payments.limits_crossed');
    return { kind: 'limit', ...given };
  },
);

/** Why a rate cannot be filed; undefined when it can. */
function badRate(
  ctx: Ctx,
  given: { base: string; currency: string; rate: string; valid_from: string },
): Refusal | undefined {
  if (given.base === given.currency) return refuse('payments.same_currency', { currency: given.currency });
  const today = dayOf(ctx.clock.now());
  if (/^[0.]+$/.test(given.rate) || given.valid_from > today)
    return refuse('payments.bad_rate', { rate: given.rate, valid_from: given.valid_from });
  return undefined;
}

export const RateInput = Type.Object(
  {
    base: Type.Enum([...currencies]),
    currency: CurrencyCode,
    rate: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,12})?$' }),
    valid_from: DateText,
    source: Note,
  },
  { additionalProperties: false },
);

/**
 * Proposes a rate of a day, with its source, to be used for exchange once a colleague has approved. Units of
 * `currency` for one `base`. Refuses with payments.not_the_treasury, payments.same_currency, payments.bad_rate (zero,
 * or of a day to come).
 */
export const proposeRate = proposing(
  'rate',
  RateInput,
  (ctx, given) => badRate(ctx, given) ?? { kind: 'rate', ...given },
);

/** Proposes a rate from the terminal, as the system; else like `proposeRate`. */
export async function proposeRateAsOperator(
  ctx: Ctx,
  given: Static<typeof RateInput>,
): Promise<Outcome<string>> {
  return badRate(ctx, given) ?? propose(ctx, { kind: 'rate', ...given }, OPERATOR_ID);
}

/** Kinds of the treasury's own accounts: what is a bank's, or stands for another book, moves with its own commands. */
const OWN_KINDS = ['liquidity', 'capital', 'spread', 'rounding', 'revenue', 'wallet'];

/**
 * Proposes to move money between two accounts of the treasury, like capital into liquidity. Refuses with
 * payments.not_the_treasury, payments.not_your_move, payments.same_account, payments.currency_mismatch.
 */
export const proposeMove = proposing(
  'move',
  Type.Object(
    {
      from_account_id: AccountId,
      to_account_id: AccountId,
      currency: CurrencyCode,
      amount: Type.String({ pattern: '^[1-9]\\d{0,17}$' }),
      reference: Note,
    },
    { additionalProperties: false },
  ),
  (_ctx, given) => {
    const ends = [given.from_account_id, given.to_account_id];
    for (const account_id of ends) {
      if (!OWN_KINDS.includes(account_id.split(':')[0] ?? ''))
        return refuse('payments.not_your_move', { account_id });
      if (!account_id.endsWith(`:${given.currency}`))
        return refuse('payments.currency_mismatch', { account_id, currency: given.currency });
    }
    if (ends[0] === ends[1]) return refuse('payments.same_account', { account_id: given.to_account_id });
    return { kind: 'move', ...given };
  },
);

/**
 * Proposes to close an empty account, or with null a book and all its accounts: nothing can be posted there any more.
 * Refuses with payments.not_the_treasury.
 */
export const proposeClosing = proposing(
  'closing',
  Type.Object(
    { book_id: Uuid, account_id: Nullable(AccountId), reason: Note },
    { additionalProperties: false },
  ),
  (_ctx, given) => ({ kind: 'close', ...given }),
);
