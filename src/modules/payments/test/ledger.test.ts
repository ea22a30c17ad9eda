import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import {
  type MoveRequest,
  payments,
  postTransfers,
  type TransferRequest,
  type TransferResult,
  verifyLedger,
} from '../index.ts';
import { type Account, organisationAccount } from '../model.ts';

const account = (
  org_id: string,
  kind: 'wallet' | 'clearing' | 'capital',
  currency: 'CNY' | 'KZT' = 'CNY',
): Account => organisationAccount(org_id, kind, currency);

describe('the ledger', () => {
  let app: TestApp;
  let trader: Actor;
  before(async () => {
    app = await testApp([payments]);
    trader = app.member('trader');
  });
  after(() => app.close());

  const move = (change: Partial<MoveRequest> = {}): MoveRequest => ({
    kind: 'single',
    book_id: trader.org_id,
    transfer_id: crypto.randomUUID(),
    debit_account_id: 'capital:CNY',
    credit_account_id: 'wallet:CNY',
    amount: 100n,
    currency: 'CNY',
    reason: 'capital',
    reference: 'test',
    ...change,
  });
  const post = (requests: TransferRequest[], actor: Actor = trader): Promise<TransferResult[]> =>
    app.within(
      (ctx) =>
        postTransfers(ctx, requests, [
          account(actor.org_id, 'wallet'),
          account(actor.org_id, 'capital'),
          account(actor.org_id, 'wallet', 'KZT'),
        ]),
      actor,
    );
  const codes = (results: TransferResult[]): string[] =>
    results.map((r) => (isRefusal(r) ? r.code.replace('payments.', '') : r.status));

  it('posts a batch in order, each seeing the ones before', async () => {
    const spend = { debit_account_id: 'wallet:CNY', credit_account_id: 'capital:CNY' };
    const results = await post([
      move({ ...spend }),
      move(),
      move({ ...spend, amount: 60n }),
      move({ ...spend, amount: 60n }),
      move({ ...spend, amount: 40n }),
    ]);
    assert.deepEqual(codes(results), ['overdrawn', 'posted', 'posted', 'overdrawn', 'posted']);
  });
  it('verifies', async () => {
    assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  });
});
