import { randomUUID } from 'node:crypto';
import { systemClock } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { type OpeningBooks, openBooks, openWallet, sendTransfers } from '../src/modules/payments/index.ts';
import { systemActor } from '../src/platform/actor.ts';
import { inTransaction } from '../src/platform/database/database.ts';
import { context, execute, type Runtime } from '../src/platform/execute.ts';
import type { Actor } from '../src/platform/index.ts';
import type { DemoOrganisation } from '../src/simulator/organisations.ts';
import { demoBank, memberOf } from '../src/simulator/organisations.ts';

/** Wallets of the organisation whose transfers are measured. */
const WALLETS = 200;
const wallet = (i: number): string => `wallet:W${i}:CNY`;

/** Money and wallets for an organisation; every wallet is funded, so that what is measured is posted. */
export async function fundWallets(runtime: Runtime, organisation: DemoOrganisation): Promise<void> {
  const me = memberOf(organisation);
  const books: OpeningBooks = {
    organisations: [
      {
        org_id: organisation.org_id,
        bank_org_id: demoBank.org_id,
        deposits: [{ amount: 10n ** 15n, currency: 'CNY' }],
      },
    ],
    liquidity: [],
  };
  await inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
    openBooks(context(runtime, tx, systemActor), `bench ${organisation.org_id}`, books),
  );
  for (let i = 0; i < WALLETS; i++)
    mustSucceed(await execute(runtime, openWallet, me, { currency: 'CNY', name: `W${i}` }), 'a wallet');
  for (let from = 0; from < WALLETS; from += 100)
    mustSucceed(
      await execute(
        runtime,
        sendTransfers,
        me,
        {
          transfers: Array.from({ length: 100 }, (_, i) =>
            transferOf('wallet:CNY', wallet(from + i), 10n ** 12n),
          ),
        },
        { idempotency_key: randomUUID() },
      ),
      'funding',
    );
}

type Sent = Parameters<typeof sendTransfers.run>[1]['transfers'][number];

function transferOf(debit_account_id: string, credit_account_id: string, amount: bigint): Sent {
  return {
    kind: 'single',
    transfer_id: uuidv7(systemClock.now(), Math.random),
    debit_account_id,
    credit_account_id,
    amount: amount.toString(),
    currency: 'CNY',
    reference: `order ${debit_account_id}`,
  };
}

/** A batch between any wallets, or all of it into the one that everybody pays into. */
export function batchOf(size: number, hot: boolean): Sent[] {
  return Array.from({ length: size }, () => {
    const from = Math.floor(Math.random() * WALLETS);
    const to = (from + 1 + Math.floor(Math.random() * (WALLETS - 1))) % WALLETS;
    return transferOf(wallet(from), hot ? 'wallet:CNY' : wallet(to), 1n);
  });
}

/** Transfers per second through the use case, `clients` calls at a time, each with a key of its own. */
export async function loadUseCase(
  runtime: Runtime,
  me: Actor,
  o: { clients: number; size: number; hot: boolean; duration_ms: number },
): Promise<number> {
  const until = performance.now() + o.duration_ms;
  const began = performance.now();
  const counts = await Promise.all(
    Array.from({ length: o.clients }, async () => {
      let posted = 0;
      while (performance.now() < until) {
        const answer = mustSucceed(
          await execute(
            runtime,
            sendTransfers,
            me,
            { transfers: batchOf(o.size, o.hot) },
            { idempotency_key: randomUUID() },
          ),
          'a batch',
        );
        const refused = answer.results.find((r) => r.status !== 'posted');
        if (refused) throw new Error(`not posted: ${JSON.stringify(refused)}`);
        posted += answer.results.length;
      }
      return posted;
    }),
  );
  return counts.reduce((a, b) => a + b, 0) / ((performance.now() - began) / 1000);
}
