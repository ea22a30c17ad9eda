import { type Static, Type } from 'typebox';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  defineUseCase,
  type Foreseen,
  type Foresight,
  Instant,
  Uuid,
} from '../../../platform/index.ts';
import { nothingKnown, postTransfers, skewLimit } from './post-transfers.ts';
import { type Allows, decide } from './posting.ts';
import { chainJobAt, drawTicket, remembered } from './remembered.ts';
import { postAhead } from './store-post.ts';
import { type AccountState, keyOf, type TransferRequest, type TransferResult } from './transfer.ts';

/** Transfers of one request. */
const CALL_LIMIT = 100;

export const AccountId = Type.String({ pattern: '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$', maxLength: 60 });
/** Whole minor units above zero. */
const Amount = Type.String({ pattern: '^[1-9]\\d{0,17}$' });
/** Any but version 8: transfers and groups of the system have such ids, and nobody is to take them (`transferIdFor`). */
const OwnId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-79a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$',
});
const common = {
  /** Chosen by the sender: the same id and content again is answered as before and posts nothing. UUIDv7 is fastest. */
  transfer_id: OwnId,
  /** Neighbours with the same link_id are posted all or none; their reservations are resolved as a group. */
  link_id: Type.Optional(OwnId),
  reference: Type.String({ minLength: 1, maxLength: 200 }),
};

const Move = Type.Object(
  {
    ...common,
    kind: Type.Union([Type.Literal('single'), Type.Literal('pending')]),
    debit_account_id: AccountId,
    credit_account_id: AccountId,
    amount: Amount,
    currency: CurrencyCode,
    /** As much as is there, at most `amount`: bounded by the debited account, the credited one or both. */
    balancing: Type.Optional(
      Type.Union([Type.Literal('debit'), Type.Literal('credit'), Type.Literal('both')]),
    ),
    /** When a pending transfer frees itself. */
    expires_at: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
const Resolve = Type.Object(
  {
    ...common,
    kind: Type.Union([Type.Literal('post'), Type.Literal('void')]),
    pending_id: Uuid,
    /** Posts a part; the rest is freed. */
    amount: Type.Optional(Amount),
  },
  { additionalProperties: false },
);
const Reverse = Type.Object(
  { ...common, kind: Type.Literal('reversal'), reverses_id: Uuid },
  { additionalProperties: false },
);
const Sent = Type.Union([Move, Resolve, Reverse]);

const SentResult = Type.Object({
  transfer_id: Uuid,
  status: Type.Union([Type.Literal('posted'), Type.Literal('repeated'), Type.Literal('refused')]),
  /** What moved: of a balancing transfer, what was there. */
  amount: Type.Optional(Type.String()),
  /** Why not: a code of the table of refusals with its facts. */
  code: Type.Optional(Type.String()),
  params: Type.Optional(Type.Object({}, { additionalProperties: true })),
});

const input = Type.Object(
  { transfers: Type.Array(Sent, { minItems: 1, maxItems: CALL_LIMIT }) },
  { additionalProperties: false },
);
const output = Type.Object({ results: Type.Array(SentResult) });

/**
 * Posts transfers in one's own book, in order, each answered by itself: between wallets (`wallet:CNY`,
 * `wallet:PAYROLL:CNY`). Calls that arrive at the same time
 * are posted together. One transfer that is refused does not stop the others, unless they are linked.
 */
export const sendTransfers = defineUseCase({
  name: 'payments.send-transfers',
  kind: 'command',
  permission: 'transfer:post',
  input,
  output,
  async run(ctx, one) {
    const [answer] = await sendMany(ctx, [one]);
    return answer ?? { results: [] };
  },
  runMany: sendMany,
  foresee: foreseeMany,
  weigh: (one) => one.transfers.length,
});

type Input = Static<typeof input>;
type Output = Static<typeof output>;

async function sendMany(ctx: Ctx, inputs: readonly Input[]): Promise<Outcome<Output>[]> {
  const book_id = ctx.actor.org_id;
  const requests = inputs.flatMap((one) => one.transfers.map((sent) => requestOf(book_id, sent)));
  const memory = remembered(ctx.services);
  const results = await postTransfers(ctx, requests, [], mayMove, (key, account) =>
    memory.accounts.set(key, account),
  );
  if (results.some((r) => isRefusal(r) && r.code === 'platform.changed_meanwhile'))
    throw new Error('another transaction used one of the ids at this moment');
  const start_after = chainJobAt(memory, book_id, ctx.clock.now());
  if (start_after && results.some((r) => 'status' in r && r.status === 'posted'))
    await ctx.enqueue('payments.posted', { book_id }, { start_after });
  return answersOf(inputs, results);
}

function answersOf(inputs: readonly Input[], results: readonly TransferResult[]): Output[] {
  let at = 0;
  return inputs.map((one) => ({
    results: one.transfers.map(({ transfer_id }) => show(transfer_id, results[at++] as TransferResult)),
  }));
}

/**
 * New moves between accounts that are remembered, as long as all can be posted. What is refused, repeated,
 * resolved, reversed or balancing is decided on what the database holds.
 */
function foreseeMany(at: Foresight, inputs: readonly Input[]): Foreseen<Output> | undefined {
  const book_id = at.actor.org_id;
  const memory = remembered(at.services);
  const accounts = new Map<string, AccountState>();
  const requests: TransferRequest[] = [];
  for (const { transfers } of inputs)
    for (const sent of transfers) {
      if (!('debit_account_id' in sent) || sent.balancing) return undefined;
      for (const account_id of [sent.debit_account_id, sent.credit_account_id]) {
        const key = keyOf(book_id, account_id);
        const account = memory.accounts.get(key);
        if (!account) return undefined;
        accounts.set(key, account);
      }
      requests.push(requestOf(book_id, sent));
    }
  const stamp = { at: at.clock.now(), posted_by: book_id, allows: mayMove };
  const verdict = decide(accounts, nothingKnown, requests, stamp);
  if (verdict.posted.length < requests.length) return undefined;
  for (const [key, account] of verdict.accounts) memory.accounts.set(key, account);
  const start_after = chainJobAt(memory, book_id, stamp.at);
  return {
    answers: answersOf(inputs, verdict.results),
    write: (tx) => postAhead(tx, verdict.posted, { ...drawTicket(memory, book_id), skew_ms: skewLimit(at) }),
    jobs: start_after ? [{ queue: 'payments.posted', job: { book_id }, options: { start_after } }] : [],
    lost: () => {
      memory.chaining.delete(book_id);
      for (const key of accounts.keys()) memory.accounts.delete(key);
    },
  };
}

function requestOf(book_id: string, sent: Static<typeof Sent>): TransferRequest {
  const { transfer_id, link_id, reference } = sent;
  const base = { book_id, transfer_id, reference, reason: 'transfer', link_id: link_id ?? null };
  if ('reverses_id' in sent) return { ...base, kind: sent.kind, reverses_id: sent.reverses_id };
  if ('pending_id' in sent)
    return {
      ...base,
      kind: sent.kind,
      pending_id: sent.pending_id,
      ...(sent.amount === undefined ? {} : { amount: BigInt(sent.amount) }),
    };
  return {
    ...base,
    kind: sent.kind,
    debit_account_id: sent.debit_account_id,
    credit_account_id: sent.credit_account_id,
    amount: BigInt(sent.amount),
    currency: sent.currency,
    balancing: sent.balancing ?? null,
    expires_at: sent.expires_at === undefined ? null : new Date(sent.expires_at),
  };
}

/**
 * Nobody makes money: what stands for another book, for a bank's or for the treasury's liquidity is moved by the
 * commands made for it.
 */
const mayMove: Allows = (_book_id, ...accounts) =>
  accounts.every((account_id) => account_id.startsWith('wallet:'));

function show(transfer_id: string, result: TransferResult): Static<typeof SentResult> {
  if (isRefusal(result)) return { transfer_id, status: 'refused', code: result.code, params: result.params };
  return { transfer_id, status: result.status, amount: result.transfer.amount.toString() };
}
