import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { act, give, showsSoon } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import { arbiter, bank, buyer, complaints, dealOf, seller, settle, signIn, treasurer } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (browser) served = await serveWorld(['shipped']);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

/** Somebody at a screen of their own, at a page. */
async function person(email: string, path: string): Promise<{ page: Page; leave(): Promise<void> }> {
  assert.ok(browser);
  const visitor = await browser.visitor();
  await visitor.page.clock.setFixedTime(served.now);
  await signIn(visitor.page, served, email, DEMO_PASSWORD);
  await visitor.page.goto(`${served.address}${path}`);
  await settle(visitor.page);
  return {
    page: visitor.page,
    leave: async () => {
      const own = complaints(visitor).filter((problem) => !/40[349] \(/.test(problem));
      assert.deepEqual(own, []);
      await visitor.leave();
    },
  };
}

const row = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

test('money goes home: one orders, the treasury approves, the bank verifies the next account', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const selling = await person(seller, '/payouts');
  await row(selling.page, 'Account statement').first().waitFor();
  await give(selling.page.getByRole('button', { name: 'Pay out CNY' }), async (dialog) => {
    await dialog.getByLabel('Amount', { exact: false }).first().fill('150000');
    await dialog.getByLabel('Text for the payee').fill('Journey home');
  });
  const mine = row(selling.page, 'Journey home');
  await mine.getByText('Waits for a second person').waitFor();
  assert.equal(await mine.getByRole('button', { name: 'Approve' }).count(), 0, 'who ordered cannot approve');
  await mine.getByRole('button', { name: 'Take back' }).waitFor();

  const desk = await person(treasurer, '/approvals');
  const waiting = row(desk.page, 'Journey home');
  await give(waiting.getByRole('button', { name: 'Approve' }));
  await waiting.waitFor({ state: 'detached' });
  await showsSoon(selling.page, row(selling.page, 'Journey home').getByText('Sent to the bank'));
  await row(selling.page, 'Journey home').getByRole('link', { name: '150,000.00 CNY' }).click();
  await selling.page.getByRole('heading', { name: 'Transfer' }).waitFor();
  await selling.page.getByText('wallet:CNY').waitFor();

  const clerk = await person(bank, '/approvals');
  const account = row(clerk.page, 'Second demo town');
  await give(account.getByRole('button', { name: 'Verify' }), async (dialog) => {
    await dialog.getByLabel('Kind of evidence').selectOption('bank_letter');
    await dialog.getByLabel('What was seen').fill('Letter 17');
  });
  await account.waitFor({ state: 'detached' });
  await selling.page.goto(`${served.address}/payouts`);
  await row(selling.page, 'Letter 17').getByText('Verified').waitFor();
  await Promise.all([selling.leave(), desk.leave(), clerk.leave()]);
});

test('a deal that is paid in parts says what is held, what was released and what comes next', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const selling = await person(seller, `/deals/${dealOf(served, 'shipped')}`);
  const money = selling.page.locator('section', {
    has: selling.page.getByRole('heading', { name: 'Money' }),
  });
  await row(selling.page, 'Deposit').getByText('Released', { exact: true }).waitFor();
  await row(selling.page, 'On departure').getByText('Released', { exact: true }).waitFor();
  await row(selling.page, 'On acceptance').getByText('Held', { exact: true }).waitFor();
  assert.match(
    (await money.textContent()) ?? '',
    /Next: On arrival, [\d,]+\.\d\d CNY\. It waits for: Arrived\./,
  );
  await money.getByRole('link', { name: 'Released to the seller' }).first().click();
  await selling.page.getByRole('heading', { name: 'Transfer' }).waitFor();
  await selling.page.getByText('escrow:CNY').waitFor();
  await selling.leave();
});

test('goods lost on their way are disputed, and the arbiter divides what is held on evidence', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const address = `/deals/${dealOf(served, 'shipped')}`;
  const buying = await person(buyer, address);
  await act(buying.page, 'Open a dispute', async (dialog) => {
    await dialog.getByLabel('Reason').selectOption('missing');
    await dialog.getByLabel('What happened').fill('Two wagons burnt');
    await dialog.getByLabel('Claim').fill('5000');
  });
  const money = buying.page.locator('section', { has: buying.page.getByRole('heading', { name: 'Money' }) });
  await money.getByText('A dispute holds the escrow', { exact: false }).waitFor();

  const judging = await person(arbiter, address);
  await act(judging.page, 'Resolve the dispute', async (dialog) => {
    await dialog.getByLabel('To the buyer', { exact: false }).fill('4000');
    await dialog.getByLabel('Reason').fill('One wagon is proved');
    await dialog.getByLabel('Evidence').fill('Report of the railway\nPhotograph of the wagon');
  });
  await judging.leave();
  await showsSoon(buying.page, money.getByRole('link', { name: 'Refunded to the buyer' }));
  assert.match((await money.textContent()) ?? '', /4,000\.00 CNY/);
  await money.getByRole('link', { name: 'Refunded to the buyer' }).first().click();
  await buying.page.getByRole('heading', { name: 'Transfer' }).waitFor();
  await buying.leave();
});
