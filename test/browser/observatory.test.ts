import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Download, Page } from 'playwright-core';
import { bringFigures, revisedRows, syntheticRows } from './figures.ts';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import { complaints, settle } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (!browser) return;
  served = await serveWorld([]);
  await bringFigures(served.app, 'comtrade', syntheticRows());
  // The same rows as a source of their own, of which 2023 is then revised.
  await bringFigures(served.app, 'revised-example', syntheticRows(), revisedRows());
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/** What a visitor does; at the end nothing may have gone wrong on the way but what the store has no figures for. */
function asVisitor(name: string, look: (page: Page) => Promise<void>): void {
  test(name, async (t) => {
    if (!browser) return t.skip(noBrowser);
    const visitor = await browser.visitor();
    await visitor.page.clock.setFixedTime(served.now);
    await look(visitor.page);
    assert.deepEqual(
      complaints(visitor).filter((problem) => !/404 \(/.test(problem)),
      [],
    );
    await visitor.leave();
  });
}

async function taken(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download') as Promise<Download>,
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'latin1') };
}

asVisitor(
  'a country shows its trade as both sides report it, with what follows, and the picture can be taken',
  async (page) => {
    await page.goto(`${served.address}/statistics/countries/KZ`);
    await page
      .getByRole('heading', { name: 'Kazakhstan reports: Total trade: 30.1bn USD in 2024' })
      .waitFor();
    const china = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'China reports' }) });
    await china.getByText('In 2025: +11.14% against the period before.').waitFor();
    await china
      .getByText('2025 is the highest since the data begin (2021); before it 43.8bn USD in 2024.')
      .waitFor();
    await page.getByText('How this was computed').click();
    await page.getByText('Growth: value ÷ value of the period before − 1.').waitFor();

    const svg = await taken(page, 'Save as SVG');
    assert.match(svg.name, /^sauda-KZ-CN-total\.svg$/);
    assert.match(svg.text, /^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg.text, /var\(--/, 'a picture of its own knows no variables of the page');
    const png = await taken(page, 'Save as PNG');
    assert.equal(png.text.slice(1, 4), 'PNG');
    const csv = await taken(page, 'Download CSV');
    assert.match(csv.text, /China reports: Total trade,CN,KZ,total,2025,48700000000,USD,reported,11\.14/);

    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('cell', { name: '48,700,000,000 USD' }).waitFor();
    assert.match(page.url(), /view=table/);
  },
);

asVisitor('partners are ranked by own figures and by mirror, side by side', async (page) => {
  await page.goto(`${served.address}/statistics/ranking?reporter=CN&period=2025`);
  const own = page
    .locator('section', { has: page.getByRole('heading', { name: 'By the figures of China' }) })
    .last();
  await own.getByRole('row').nth(1).getByText('48,700,000,000').waitFor();
  const mirror = page.locator('section', { has: page.getByRole('heading', { name: 'By mirror' }) }).last();
  await mirror.getByRole('row').nth(1).getByText('Uzbekistan').waitFor();
  await mirror.getByText(/Without a figure now.*Kazakhstan/).waitFor();
});

asVisitor(
  'the mirror explorer gives the gap of each period that both sides report, exactly',
  async (page) => {
    await page.goto(`${served.address}/statistics/mirror?exporter=CN&importer=KZ&view=table`);
    await page.getByRole('heading', { name: 'China to Kazakhstan, 2021' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: '2021' });
    const cells = (await row.getByRole('cell').allTextContents()).map((text) => text.replaceAll(',', ''));
    const [sent, got, gap] = cells;
    assert.equal(Number(gap?.replace('−', '-')), Number(got) - Number(sent));
  },
);

asVisitor('the explorer keeps what was chosen in the address', async (page) => {
  await page.goto(`${served.address}/statistics/explorer`);
  await page.getByRole('button', { name: 'Tajikistan' }).click();
  await page.getByLabel('Measure').selectOption({ label: 'Growth' });
  await page.getByLabel('From period').fill('2022');
  await page.getByLabel('From period').press('Enter');
  await page.waitForURL(/from=2022/);
  const { search } = new URL(page.url());
  assert.match(search, /partners=KZ\+KG\+TM\+UZ/);
  assert.match(search, /measure=growth/);
  await page.reload();
  await settle(page);
  assert.equal(await page.getByLabel('From period').inputValue(), '2022');
  await page.getByRole('img', { name: /China, Total trade, Kazakhstan/ }).waitFor();
});

asVisitor('a line of the explorer is a partner, a report, a flow or a code', async (page) => {
  const asked = 'reporter=CN&partners=KZ&source=comtrade&flow=export';
  await page.goto(`${served.address}/statistics/explorer?${asked}&by=goods&codes=85+87`);
  await page.getByRole('heading', { name: 'China – Kazakhstan, Exports, HS 85: 11.0' }).waitFor();
  await page.getByRole('heading', { name: 'HS 87', exact: true }).waitFor();
  await page.getByLabel('HS codes, up to six').fill('8507, 6109');
  await page.getByLabel('HS codes, up to six').press('Enter');
  await page.getByRole('heading', { name: 'HS 6109', exact: true }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('codes'), '8507 6109');
  await page.getByLabel('Each line is').selectOption({ label: 'a flow' });
  await page.getByText('No figures in the store for', { exact: false }).waitFor();
  await page.goto(`${served.address}/statistics/explorer?reporter=CN&partners=KZ+UZ&by=reporter`);
  await page
    .getByRole('heading', { name: 'Trade with China, Total trade, Kazakhstan: 30.1bn USD in 2024' })
    .waitFor();
});

const goods = 'reporter=CN&partner=KZ&source=comtrade';

asVisitor(
  'structure says what the trade is made of: tiles, shares over the years, contributions that add up',
  async (page) => {
    await page.goto(`${served.address}/statistics/structure?${goods}&period=2023&by=chapter`);
    // 9,000 and 2,000 of 18,000.
    await page
      .getByRole('heading', { name: '2023: the largest part is 85 Electrical goods with 61.1%' })
      .waitFor();
    await page
      .getByRole('img', { name: /the largest part is 85/ })
      .locator('rect')
      .nth(2)
      .waitFor();
    await page.getByRole('heading', { name: 'Shares of the five largest parts over the years' }).waitFor();
    await page.getByRole('heading', { name: '2023 against 2022: growth of +28.57%, by part' }).waitFor();
    await page.getByRole('button', { name: 'Table', exact: true }).first().click();
    const row = page.getByRole('row').filter({ hasText: '85 Electrical goods' }).first();
    assert.match((await row.textContent()) ?? '', /11,000.*61\.11%.*\+57\.14%.*\+28\.57/);
  },
);

asVisitor('unit values show the value of a kilogram, line by line', async (page) => {
  await page.goto(`${served.address}/statistics/prices?${goods}&hs=8507`);
  await page.getByRole('heading', { name: 'HS 8507: 5.00 USD/kg in 2023; 0 of 2 lines stand out' }).waitFor();
  const lines = page.locator('section', {
    has: page.getByRole('heading', { name: '2023: none of 2 lines stands out' }),
  });
  await lines.getByRole('img').locator('circle').nth(1).waitFor();
  await page.getByRole('heading', { name: /From 2021 to 2023: unit values at 100\.0/ }).waitFor();
  await lines.getByRole('button', { name: 'Table', exact: true }).click();
  await lines.getByRole('row').filter({ hasText: '850760' }).getByText('5.00').waitFor();
});

asVisitor('a group and a product show their trade and what they are made of', async (page) => {
  await page.goto(`${served.address}/statistics/groups/new_trio:broad-1?${goods}`);
  await page.getByText('The official list behind published figures of this group was not found.').waitFor();
  await page
    .getByRole('heading', {
      name: /^Exports, China – Kazakhstan: 12,?000.* in 2023|^Exports, China – Kazakhstan: 12.*2023/,
    })
    .waitFor();
  await page.goto(`${served.address}/statistics/products/8507?${goods}`);
  await page.getByRole('heading', { name: 'HS 8507: Accumulators' }).waitFor();
  await page.getByRole('link', { name: /850760/ }).waitFor();
});

asVisitor(
  'the overview says what is a record, draws the flows, and tells what the last vintage changed',
  async (page) => {
    await page.goto(served.address);
    const card = page.getByRole('listitem').filter({ hasText: 'Two-way trade with Kazakhstan' });
    await card.getByText('Highest since the data begin (2021)').waitFor();
    await card.getByText('At least 4 years of growth in a row').waitFor();
    await card.getByText('Growth 4.3 pp faster than the year before').waitFor();
    const sentence = 'Of the five countries China trades most with Kazakhstan: 48.7bn USD in 2025';
    const flows = page.locator('section', { has: page.getByRole('heading', { name: sentence }) });
    const picture = flows.getByRole('img', { name: sentence });
    await picture.getByText('48.7bn').waitFor();
    const svg = await Promise.all([
      page.waitForEvent('download') as Promise<Download>,
      flows.getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    assert.match(readFileSync(await svg[0].path(), 'utf8'), /Kyrgyzstan/);
    await flows.getByRole('button', { name: 'Table', exact: true }).click();
    await flows.getByRole('row').filter({ hasText: 'Kyrgyzstan' }).getByText('22,000,000,000').waitFor();

    const changes = page
      .locator('section', { has: page.getByRole('heading', { name: 'What changed since the last vintage' }) })
      .last();
    await changes.getByText('1 revised, 0 added, 0 withdrawn', { exact: false }).waitFor();
    await changes.getByRole('link', { name: 'revised-example, 2023' }).click();
    await page.waitForURL(/statistics\/changes\?source=revised-example&period=2023&as_of=/);
  },
);

asVisitor('a revision shows each figure before and after, and can be cited', async (page) => {
  await page.goto(`${served.address}/statistics/changes?source=revised-example`);
  await page
    .getByRole('heading', { name: 'revised-example, 2023: 1 revised, 0 added, 0 withdrawn' })
    .waitFor();
  const row = page.getByRole('row').filter({ hasText: '870380' });
  assert.match(
    (await row.textContent()) ?? '',
    /Exports: China – Kazakhstan.*Revised.*3,000.*3,750.*\+750 USD.*\+25\.00%/,
  );
  const csv = await taken(page, 'Download CSV');
  assert.match(csv.text, /revised,CN,KZ,export,870380,,3000\.000,3750\.000,750\.000,25,USD/);
  await page.goto(`${served.address}/statistics/changes?source=official&period=2025`);
  await page.getByText('This is the first vintage of Published official figures, 2025').waitFor();
});
