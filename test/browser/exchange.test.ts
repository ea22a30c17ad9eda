import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import { buyer, complaints, settle, signIn } from './pages.ts';
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

test('a trader asks for a price, sees its sources, locks it, executes it and opens the entries', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const visitor = await browser.visitor({ phone: true });
  const { page } = visitor;
  await signIn(page, served, buyer, DEMO_PASSWORD);
  await page.goto(`${served.address}/wallet`);
  await page.getByRole('link', { name: 'Exchange money' }).click();
  await page.getByLabel('From the wallet').selectOption('CNY');
  await page.getByLabel('You give, CNY').fill('1,000.00');
  await page.getByLabel('You receive').selectOption('KZT');
  await page.getByRole('button', { name: 'Get the price' }).click();
  const price = page.getByRole('region', { name: 'The price' });
  await price.getByText('it was crossed over the dollar').waitFor();
  await price.getByText('GACC Jan-May 2025').filter({ visible: true }).waitFor();
  assert.match((await price.getByRole('timer').textContent()) ?? '', /^[12]:\d\d$/);
  if (pictures) await visitor.picture(`${pictures}/exchange-quoted-phone.png`);
  await price.getByRole('button', { name: 'Lock the price' }).click();
  await price.getByText('both sides are reserved').waitFor();
  assert.match((await price.getByRole('timer').textContent()) ?? '', /^(10:00|9:\d\d)$/);
  await page.setViewportSize({ width: 1440, height: 900 });
  if (pictures) await visitor.picture(`${pictures}/exchange-locked-desk.png`);
  await price.getByRole('button', { name: 'Execute the exchange' }).click();
  await price.getByText('Executed. The money is in your wallet.').waitFor();
  await price.getByRole('link', { name: 'Open the entries' }).click();
  await page.getByRole('row').filter({ hasText: 'Exchange margin' }).first().waitFor();
  await settle(page);
  assert.deepEqual(complaints(visitor), []);
  await visitor.leave();
});

test('a currency without a rate is refused with what to do; nothing is made up', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await signIn(page, served, buyer, DEMO_PASSWORD);
  await page.goto(`${served.address}/exchange`);
  await page.getByLabel('You give, ').fill('10');
  await page.getByLabel('You receive').selectOption('RUB');
  await page.getByRole('button', { name: 'Get the price' }).click();
  const refused = page.getByRole('alert').filter({ hasText: 'payments.no_rate' });
  await refused.getByText('No rate on file for RUB').waitFor();
  await visitor.leave();
});
