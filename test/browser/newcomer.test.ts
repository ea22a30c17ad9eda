import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { act } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import { buyer, complaints, settle, signIn } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

const PASSWORD = 'apricot tram lantern';

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

/** A fresh visitor at a screen of its own; leaving checks that nothing broke on the way. */
async function visitor(): Promise<{ page: Page; leave(): Promise<void> }> {
  assert.ok(browser);
  const seen = await browser.visitor();
  await seen.page.clock.setFixedTime(served.now);
  return {
    page: seen.page,
    leave: async () => {
      assert.deepEqual(
        complaints(seen).filter((problem) => !/4(0[134]|22) \(/.test(problem)),
        [],
      );
      await seen.leave();
    },
  };
}

/** A label, with or without the star of a field that is needed. */
const named = (label: string): RegExp => new RegExp(`^${label.replace(/[()]/g, '\\$&')}( \\*)?$`);

async function fill(place: Page | Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await place.getByLabel(named(label)).fill(value);
}

async function choose(place: Page | Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, option] of Object.entries(fields))
    await place.getByLabel(label, { exact: true }).selectOption({ label: option });
}

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await fill(page, { 'Your name': name, 'E-mail': email, Password: PASSWORD });
  await page.getByRole('button', { name: 'Open the account' }).click();
}

/** Opens the account and registers a trading firm of Uzbekistan; ends at the start page. */
async function registerFirm(page: Page, who: { name: string; email: string; firm: string; number: string }) {
  await page.goto(`${served.address}/sign-in`);
  await page.getByRole('link', { name: 'Open an account' }).click();
  await signUp(page, who.name, who.email);
  await page.getByRole('heading', { name: 'Register your organisation' }).waitFor();
  await choose(page, { 'Country of registration': 'Uzbekistan' });
  await fill(page, {
    'Registration number': who.number,
    'Name of the organisation, in Latin letters': who.firm,
  });
  await page.getByRole('button', { name: 'Register the organisation' }).click();
  await page.waitForURL('**/start*');
}

/** An action whose dialog has fields by their labels. */
const give = (page: Page, name: string, fields: Record<string, string> = {}): Promise<void> =>
  act(page, name, (dialog) => fill(dialog, fields));

test('a newcomer registers a firm, publishes an offer, and is asked for a quote', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const selling = await visitor();
  const { page } = selling;
  await registerFirm(page, {
    name: 'Dilnoza',
    email: 'dilnoza@firm.example',
    firm: 'Sample Orchard',
    number: '301234567',
  });
  await page.getByRole('link', { name: 'Publish an offer' }).click();
  await page.getByRole('heading', { name: 'Publish an offer' }).waitFor();

  // What is missing is said field by field, before anything is sent.
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('alert').getByText('Some fields need attention').waitFor();

  await fill(page.getByRole('group', { name: 'Goods' }), { Title: 'Dried apricots' });
  await page.getByLabel('HS code, six digits').fill('gizmo widget apricot');
  await page.getByText('Not understood: gizmo, widget.').waitFor();
  await page.getByText('Because of: apricot').first().waitFor();
  await page.getByLabel('HS code, six digits').fill('apricot');
  await page
    .getByRole('button', { name: /^\d{6}.*apricot/i })
    .first()
    .click();
  await choose(page, { Unit: 'kilogram', 'Kind of package': 'cartons' });
  await fill(page, {
    'Least order, kilogram': '1000',
    'kilogram in one package': '10',
    'Net weight of one kilogram, kg': '1',
    'Gross weight of one kilogram, kg': '0.9',
    'Lead time, days': '14',
    'Unit price, CNY': '31.50',
  });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const refused = page.getByRole('alert').filter({ hasText: 'catalogue.listing_wrong' });
  await refused.getByText('The gross weight is never less than the net weight').waitFor();
  await fill(page, { 'Gross weight of one kilogram, kg': '1.05' });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('heading', { name: 'Dried apricots' }).waitFor();

  // The price falls with the quantity: a second step is asked for once the first field of it is filled.
  await page.getByRole('link', { name: 'Change the offer' }).click();
  const step = page.getByRole('group', { name: 'Price step 2' });
  await fill(step, { 'From (optional)': '5000' });
  await fill(step, { 'Unit price, CNY': '29' });
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.getByRole('cell', { name: '29.00 CNY' }).waitFor();
  const { pathname } = new URL(page.url());

  const buying = await visitor();
  await signIn(buying.page, served, buyer, DEMO_PASSWORD);
  await buying.page.goto(`${served.address}${pathname}`);
  await buying.page.getByRole('link', { name: 'Ask for a quote' }).click();
  await fill(buying.page, { 'Quantity, kg': '2000' });
  await buying.page.getByRole('button', { name: 'Ask for a quote' }).click();
  await buying.page.waitForURL('**/deals/*');
  await buying.page.getByText('Quote requested').first().waitFor();

  await page.goto(`${served.address}/start`);
  await page.getByRole('table').getByRole('link', { name: 'Offer a quote' }).click();
  await page.getByRole('heading', { name: 'Dried apricots' }).waitFor();
  await Promise.all([selling.leave(), buying.leave()]);
});

test('a buyer publishes a need and sees which offers answer it, and why', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const { page, leave } = await visitor();
  await signIn(page, served, buyer, DEMO_PASSWORD);
  await page.goto(`${served.address}/needs/new`);
  await fill(page.getByRole('group', { name: 'Goods' }), { Title: 'Battery packs for a depot' });
  await page.getByLabel('HS code, six digits').fill('850760');
  await page.getByText('850760: Lithium-ion batteries').waitFor();
  await fill(page, { Quantity: '500' });
  await choose(page, { Unit: 'piece' });
  await page.getByRole('button', { name: 'Publish the need' }).click();
  await page.getByRole('heading', { name: 'Battery packs for a depot' }).waitFor();
  const best = page.getByRole('table').getByRole('row').nth(1);
  await best.locator('summary').click();
  await best.getByText('the same six-digit code').waitFor();
  await best.getByRole('link', { name: 'Ask for a quote' }).click();
  await page.waitForURL('**/rfq/new?listing=*');
  await leave();
});

test('an administrator invites a colleague by a link, changes the roles, and ends the membership', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const [first, second] = [await visitor(), await visitor()];
  await registerFirm(first.page, {
    name: 'Rustam',
    email: 'rustam@firm.example',
    firm: 'Sample Mill',
    number: '307654321',
  });
  await first.page.goto(`${served.address}/organisation`);
  await give(first.page, 'Invite a member', { 'E-mail': 'kamila@firm.example' });
  const link = await first.page.getByText(`${served.address}/join#`).textContent();
  assert.ok(link);

  await second.page.goto(link);
  await second.page.getByRole('link', { name: 'Open an account' }).click();
  await signUp(second.page, 'Kamila', 'kamila@firm.example');
  await second.page.getByText('The invitation is from Sample Mill.').waitFor();
  await second.page.getByRole('button', { name: 'Join' }).click();
  await second.page.waitForURL('**/start*');

  await first.page.reload();
  const row = first.page.getByRole('row').filter({ hasText: 'Kamila' });
  await row.getByRole('button', { name: 'Roles' }).click();
  const dialog = first.page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Administrator' }).check();
  await dialog.getByRole('button', { name: 'Roles' }).click();
  await row.getByText('Trader, Administrator').waitFor();
  await row.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });

  // The link opened the door once.
  await second.page.goto(link);
  await second.page.reload();
  await second.page.getByRole('button', { name: 'Join' }).click();
  await second.page.getByRole('alert').getByText('parties.invitation_not_valid').waitFor();
  await Promise.all([first.leave(), second.leave()]);
});

test('a person turns the second factor on, signs in with it, makes an API key and deletes it', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const { page, leave } = await visitor();
  const email = 'timur@firm.example';
  await page.goto(`${served.address}/sign-up?next=/account`);
  await signUp(page, 'Timur', email);
  await page.getByRole('heading', { name: 'Your account' }).waitFor();

  await give(page, 'Turn on the second factor', { Password: PASSWORD });
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = (await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).textContent()) ?? '';
  const backup = ((await page.getByText(/^\S{5}-\S{5}( \S{5}-\S{5})+$/).textContent()) ?? '').split(' ');
  assert.ok(backup.length > 5, 'there are backup codes');
  await page.getByLabel('Code from your authenticator').fill('000000');
  await page.getByRole('button', { name: 'Confirm the first code' }).click();
  await page.getByRole('alert').getByText('accounts.wrong_code').waitFor();
  await page.getByLabel('Code from your authenticator').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirm the first code' }).click();
  await page.getByRole('button', { name: 'Turn off the second factor' }).waitFor();

  const enter = async (code: string): Promise<void> => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto(`${served.address}/sign-in?next=/account`);
    await fill(page, { 'E-mail': email, Password: PASSWORD });
    await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
    await page.getByLabel('Code from your authenticator').fill(code);
    await page.getByRole('button', { name: 'Confirm the code' }).click();
    await page.waitForURL('**/account*');
  };
  await enter(codeOf(secret));
  await enter(backup[0] ?? '');

  await give(page, 'Make a key', { Name: 'warehouse system' });
  const key = await page.getByText(/^sauda_\w{20,}$/).textContent();
  const asked = await fetch(`${served.address}/api/v1/start`, { headers: { 'x-api-key': key ?? '' } });
  assert.equal(asked.status, 200, 'the key opens the API in the name of its person');
  await give(page, 'Delete “warehouse system”');
  await page.getByText('You have no keys yet.').waitFor();
  const refused = await fetch(`${served.address}/api/v1/start`, { headers: { 'x-api-key': key ?? '' } });
  assert.equal(refused.status, 401);
  await settle(page);
  await leave();
});

/** The one-time code of this half minute (RFC 6238: HMAC-SHA-1, 30 seconds, six digits). */
function codeOf(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(step).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
