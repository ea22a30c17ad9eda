import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { removeFiles } from '../src/app/remove-files.ts';
import { isRefusal, mustSucceed } from '../src/kernel/refusal.ts';
import { addPhoto, arrangePhotos, publishListing } from '../src/modules/catalogue/index.ts';
import type { Actor } from '../src/platform/index.ts';
import { allModules } from './all-modules.ts';
import { type TestApp, testApp } from './app.ts';
import { batteryPacks, tradingFirm } from './trading-firms.ts';

// Files of photos that were taken away go, unless another row names them.

let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp(await allModules(), { jobs: [removeFiles] });
  seller = await tradingFirm(app, 'Photographed Goods');
});
after(() => app.close());

const DAY_MS = 86_400_000;
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const folder = () => join(app.runtime.services.home, 'files', seller.org_id);
const stored = () => new Set(existsSync(folder()) ? readdirSync(folder()) : []);

async function offer(): Promise<string> {
  return mustSucceed(await app.execute(publishListing, seller, batteryPacks), 'publishing').listing_id;
}

/** Adds a plain picture and says which files came with it; they count as stored long ago. */
async function photograph(listing_id: string, red: number): Promise<{ photo_id: string; files: string[] }> {
  const before = stored();
  const picture = sharp({
    create: { width: 30, height: 20, channels: 3, background: { r: red, g: 0, b: 0 } },
  });
  const file = (await picture.png().toBuffer()).toString('base64');
  const { photos } = mustSucceed(await app.execute(addPhoto, seller, { listing_id, file }), 'adding');
  const files = [...stored()].filter((name) => !before.has(name));
  for (const name of stored()) utimesSync(join(folder(), name), LONG_AGO, LONG_AGO);
  return { photo_id: photos.at(-1)?.photo_id ?? '', files };
}

const takeAway = async (listing_id: string): Promise<void> => {
  const done = await app.execute(arrangePhotos, seller, { listing_id, photos: [] });
  assert.ok(!isRefusal(done));
};
const after_ms = (ms: number) => app.drain(new Date(app.clock.now().getTime() + ms));

test('the files of a photo that was taken away go after a day, those that are still shown stay', async () => {
  const listing_id = await offer();
  const gone = await photograph(listing_id, 10);
  const shown = await photograph(listing_id, 20);
  assert.ok(gone.files.length > 0 && shown.files.length > 0);
  await app.execute(arrangePhotos, seller, {
    listing_id,
    photos: [{ photo_id: shown.photo_id, text: null }],
  });
  await after_ms(DAY_MS - 1000);
  assert.ok(
    gone.files.every((name) => stored().has(name)),
    'a backup may still be taking them',
  );
  await after_ms(DAY_MS);
  assert.deepEqual(stored(), new Set(shown.files));
});

test('a file that another photo, a message or a paper names stays', async () => {
  const [one, other] = [await offer(), await offer()];
  const twice = await photograph(one, 30);
  await photograph(other, 30);
  const sent = await photograph(one, 40);
  const paper = await photograph(one, 50);
  await app.within(async ({ tx }) => {
    await tx.run(
      `insert into correspondence.message (deal_id, number, audience, author_org_id, author_user_id, author_name, language,
         text, translations, sent_at, parties, files)
       values ($1, 1, 'trade', $2, 'somebody', 'Somebody', 'en', 'See the picture', '{}', now(), array[$2::uuid], $3::jsonb)`,
      [randomUUID(), seller.org_id, JSON.stringify([{ name: 'a.webp', sha256: sent.files[0] }])],
    );
    await tx.run(
      `insert into parties.paper (org_id, paper_id, parties, org_name, kind, file_kind, bytes, sha256, state, handed_in_at)
       values ($1, $2, array[$1::uuid], 'Photographed Goods', 'licence', 'image/webp', 1, $3, 'waiting', now())`,
      [seller.org_id, randomUUID(), paper.files[0]],
    );
  });
  await takeAway(one);
  await after_ms(DAY_MS);
  for (const name of [...twice.files, sent.files[0], paper.files[0]]) assert.ok(stored().has(name ?? ''));
  await takeAway(other);
  await after_ms(DAY_MS);
  assert.ok(twice.files.every((name) => !stored().has(name)));
});

test('a file that was stored again a moment ago stays: its row may not be committed yet', async () => {
  const listing_id = await offer();
  const { files } = await photograph(listing_id, 60);
  await takeAway(listing_id);
  const soon = new Date(app.clock.now().getTime() + DAY_MS);
  for (const name of files) utimesSync(join(folder(), name), soon, soon);
  await after_ms(DAY_MS);
  assert.ok(files.every((name) => stored().has(name)));
  assert.ok(![...stored()].some((name) => name.endsWith('.part')), 'nothing is left aside');
});
