import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { mustSucceed } from '../../src/kernel/refusal.ts';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { announceDeposit, reportMessage, setNostro } from '../../src/modules/banking/index.ts';
import { line, NOSTRO, notice } from '../../src/modules/banking/test/bank-fixture.ts';
import { writeMessage } from '../../src/modules/iso20022/index.ts';
import { registerObligation } from '../../src/modules/payments/index.ts';
import { demoBank, demoTraders, memberOf } from '../../src/simulator/organisations.ts';
import { act } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser, type Visitor } from './launch.ts';
import { bank, buyer, complaints, secondClerk, secondTreasurer, settle, signIn, treasurer } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (browser) served = await serveWorld([]);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

const pictures = process.env.SAUDA_PICTURES;

async function enter(email: string, path: string, phone = false): Promise<Visitor> {
  assert.ok(browser);
  const visitor = await browser.visitor({ phone });
  await signIn(visitor.page, served, email, DEMO_PASSWORD);
  await visitor.page.goto(`${served.address}${path}`);
  return visitor;
}

/** An action whose dialog has fields by their labels. */
const give = (page: Page, name: string, fields: Record<string, string> = {}): Promise<void> =>
  act(page, name, async (dialog) => {
    for (const [label, value] of Object.entries(fields)) {
      const field = dialog.getByLabel(label);
      if ((await field.evaluate((node) => node.tagName)) === 'SELECT') await field.selectOption(value);
      else await field.fill(value);
    }
  });

test('a limit is proposed by one, approved by another, and holds for a trader', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const first = await enter(treasurer, '/treasury/limits');
  await give(first.page, 'Propose limits', {
    Currency: 'KZT',
    'Keep at least': '99,999,999,999.00',
    Reason: 'end of the quarter',
  });
  await first.page.getByText('awaits a colleague').filter({ visible: true }).waitFor();
  assert.equal(await first.page.getByRole('button', { name: 'Approve' }).count(), 0);
  const second = await enter(secondTreasurer, '/treasury/limits', true);
  await give(second.page, 'Approve');
  await second.page.getByText('approved').filter({ visible: true }).first().waitFor();
  if (pictures) await second.picture(`${pictures}/limits-phone.png`);
  await first.page.reload();
  await first.page.getByRole('cell', { name: '99,999,999,999.00' }).waitFor();
  await first.page.setViewportSize({ width: 1440, height: 900 });
  await settle(first.page);
  if (pictures) await first.picture(`${pictures}/limits-desk.png`);

  const trader = await enter(buyer, '/exchange');
  await trader.page.getByLabel('From the wallet').selectOption('CNY');
  await trader.page.getByLabel('You give, CNY').fill('1,000.00');
  await trader.page.getByLabel('You receive').selectOption('KZT');
  await trader.page.getByRole('button', { name: 'Get the price' }).click();
  await trader.page.getByRole('alert').getByText('payments.beyond_desk_limit').waitFor();
  // Another currency has room: what is exchanged becomes a position that opens to its entries.
  await trader.page.getByLabel('You receive').selectOption('UZS');
  await trader.page.getByRole('button', { name: 'Get the price' }).click();
  await trader.page.getByRole('button', { name: 'Lock the price' }).click();
  await trader.page.getByRole('button', { name: 'Execute the exchange' }).click();
  await trader.page.getByText('Executed. The money is in your wallet.').waitFor();

  await first.page.getByRole('link', { name: 'Positions' }).click();
  await first.page.getByRole('table').getByRole('link', { name: 'UZS', exact: true }).click();
  const working = first.page.getByRole('region', { name: 'How UZS comes about' });
  await working.getByRole('table').first().waitFor();
  await settle(first.page);
  if (pictures) await first.picture(`${pictures}/positions-desk.png`);
  const flow = working.getByRole('table').first().getByRole('row').last().getByRole('link');
  const figure = (await flow.textContent()) ?? '';
  await flow.click();
  await first.page.getByRole('row').filter({ hasText: 'Currency exchange' }).first().waitFor();
  await first.page.locator('dl strong').filter({ hasText: figure }).waitFor();
  for (const visitor of [first, second]) assert.deepEqual(complaints(visitor), []);
  await Promise.all([first.leave(), second.leave(), trader.leave()]);
});

test('a day is closed: what was owed, what moved instead, and what each net is made of', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const [seller] = demoTraders('CN');
  const [customer] = demoTraders('KZ');
  assert.ok(seller && customer);
  const owe = async (from: typeof seller, to: typeof seller, amount: string, reference: string) =>
    mustSucceed(
      await served.app.execute(registerObligation, memberOf(from), {
        to_org_id: to.org_id,
        amount: { amount, currency: 'CNY' },
        reference,
      }),
      'owe',
    );
  await owe(customer, seller, '500000', 'Demo storage');
  await owe(customer, seller, '250000', 'Demo handling');
  await owe(seller, customer, '600000', 'Demo customs work');
  const visitor = await enter(treasurer, '/treasury/netting');
  const { page } = visitor;
  await give(page, 'Close a day of CN-KZ');
  // The run is carried out in the background.
  await page.waitForFunction(
    async () => (await (await fetch('/api/v1/netting/runs')).json()).items.length > 0,
  );
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: 'CN-KZ' }).filter({ hasText: '12,000.00 CNY' });
  await row.getByText('13,500.00 CNY').waitFor();
  await row.getByRole('link', { name: 'CN-KZ' }).click();
  await page
    .getByRole('region', { name: /^CN-KZ, / })
    .getByRole('link', { name: seller.name })
    .click();
  await page
    .getByRole('region', { name: 'What the net is made of' })
    .getByText('Demo customs work')
    .first()
    .waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  await settle(page);
  if (pictures) await visitor.picture(`${pictures}/netting-desk.png`);
  await page.setViewportSize({ width: 360, height: 740 });
  if (pictures) await visitor.picture(`${pictures}/netting-phone.png`);
  assert.deepEqual(complaints(visitor), []);
  await visitor.leave();
});

test('a payment with a mistyped reference is matched by two clerks, and the wallet has it', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const { app } = served;
  const [trader] = demoTraders('KZ');
  assert.ok(trader);
  const nostro = { currency: 'CNY', account: NOSTRO, bic: 'DEMOKZKA' };
  mustSucceed(await app.execute(setNostro, memberOf(demoBank), nostro), 'nostro');
  const announced = await app.execute(announceDeposit, memberOf(trader), {
    bank_org_id: demoBank.org_id,
    amount: { amount: '1234567', currency: 'CNY' },
  });
  mustSucceed(announced, 'announce');
  const told = notice(line('CRDT', 1_234_567n, { bank: 'DEMO-17', text: 'Invoice 17, thank you' }));
  const xml = mustSucceed(writeMessage('camt.054.001.08', told), 'write');
  mustSucceed(await app.execute(reportMessage, memberOf(demoBank), { xml }), 'report');
  await app.drain();

  const first = await enter(bank, '/treasury/unmatched');
  await give(first.page, 'Propose this');
  await first.page.getByText('There is nothing here.').first().waitFor();
  await first.page.getByLabel('State').selectOption('proposed');
  await first.page.getByRole('row').filter({ hasText: 'Invoice 17' }).waitFor();
  assert.equal(await first.page.getByRole('button', { name: 'Approve' }).count(), 0, 'not one’s own');
  const second = await enter(secondClerk, '/treasury/unmatched?state=proposed', true);
  await give(second.page, 'Approve');
  const owner = await enter(buyer, '/wallet?account=wallet:CNY');
  await owner.page.getByRole('row').filter({ hasText: '12,345.67' }).first().waitFor();
  for (const visitor of [first, second, owner]) {
    assert.deepEqual(complaints(visitor), []);
    await visitor.leave();
  }
});
