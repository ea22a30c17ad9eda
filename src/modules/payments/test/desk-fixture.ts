import { type TestApp, testApp } from '../../../../test/app.ts';
import { type Currency, money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { askExchange, openBooks, payments, TREASURY_ORG_ID, viewWallet } from '../index.ts';

/** A treasury with two people, and traders with money, on a real database. */
export interface DeskWorld {
  app: TestApp;
  maker: Actor;
  checker: Actor;
  /** A registered trader of a country with money in its wallets. */
  trader(country: string, ...deposits: [bigint, Currency][]): Promise<Actor>;
  liquidity(amount: bigint, currency: Currency): Promise<void>;
  /** `[balance, available]` by account. */
  accounts(who: Actor): Promise<Record<string, [string, string]>>;
  ask(who: Actor, amount: bigint, sell: Currency, buy_currency: Currency): Promise<string>;
}

export async function openDesk(): Promise<DeskWorld> {
  const app = await testApp([reference, parties, deals, payments]);
  const bank = app.member('bank');
  const treasurer = (): Actor => ({
    ...app.member('treasurer'),
    org_id: TREASURY_ORG_ID,
    org_kind: 'treasury',
  });
  let books = 0;
  const register = (org_id: string, kind: 'trader' | 'treasury', country: string) =>
    app.within((ctx) =>
      registerOrganisations(ctx.tx, [
        {
          org_id,
          name: `Demo ${kind} ${++books}`,
          name_zh: null,
          name_ru: null,
          kind,
          country,
          demo: true,
          registered_at: app.clock.now(),
          registration_scheme: 'other',
          registration_number: `DEMO-${books}`,
        },
      ]),
    );
  await register(TREASURY_ORG_ID, 'treasury', 'KZ');
  return {
    app,
    maker: treasurer(),
    checker: treasurer(),
    async trader(country, ...deposits) {
      const me = app.member('trader');
      await register(me.org_id, 'trader', country);
      await app.within((ctx) =>
        openBooks(ctx, `trader ${me.org_id}`, {
          organisations: [
            { org_id: me.org_id, bank_org_id: bank.org_id, deposits: deposits.map((d) => money(...d)) },
          ],
          liquidity: [],
        }),
      );
      return me;
    },
    liquidity: (amount, currency) =>
      app.within((ctx) =>
        openBooks(ctx, `liquidity ${++books}`, { organisations: [], liquidity: [money(amount, currency)] }),
      ),
    async accounts(who) {
      const { items } = mustSucceed(await app.execute(viewWallet, who, {}), 'wallet');
      return Object.fromEntries(items.map((a) => [a.account_id, [a.balance.amount, a.available.amount]]));
    },
    async ask(who, amount, currency, buy_currency) {
      const sell = { amount: amount.toString(), currency };
      return mustSucceed(await app.execute(askExchange, who, { sell, buy_currency }), 'ask').exchange_id;
    },
  };
}

export const codeOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'done');
