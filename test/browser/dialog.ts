import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { settle } from './pages.ts';

const WAIT_LIMIT_MS = 20_000;

/** Presses a button and gives the command in its dialog, which closes when it is done. */
export async function give(button: Locator, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  const name = (await button.textContent()) ?? '';
  await button.click();
  const dialog = button.page().getByRole('dialog');
  await fill?.(dialog);
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** As `give`, by the name of the first such button that is seen. */
export const act = (page: Page, name: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> =>
  give(page.getByRole('button', { name, exact: true }).filter({ visible: true }).first(), fill);

/** Background work takes a moment; the page is opened anew until it is there. */
export async function showsSoon(page: Page, locator: Locator): Promise<void> {
  const end = performance.now() + WAIT_LIMIT_MS;
  while ((await locator.count()) === 0) {
    assert.ok(performance.now() < end, `${locator} came within ${WAIT_LIMIT_MS} ms`);
    await page.reload();
    await settle(page);
  }
}
