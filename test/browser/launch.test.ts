import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';

let browser: TestBrowser | undefined;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

test('the browser of the packages starts, as any user, and has the letters of the corridor', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const { page, problems, leave } = await browser.visitor();
  await page.setContent(
    '<p style="font-family: sans-serif"><span id="zh">霍尔果斯口岸</span> <span id="kk">Қорғас өткелі</span></p><script>document.title = 1 + 1</script>',
  );
  assert.equal(await page.title(), '2');
  // Without a font for them, all Chinese characters would be drawn as the same box.
  const drawings = await page.evaluate(() => {
    const draw = (text: string): string => {
      const canvas = document.createElement('canvas');
      const pen = canvas.getContext('2d');
      if (!pen) return '';
      pen.font = '24px sans-serif';
      pen.fillText(text, 0, 30);
      return canvas.toDataURL();
    };
    return [draw('霍'), draw('岸'), draw('Қ'), draw('ғ')];
  });
  assert.equal(new Set(drawings).size, 4);
  assert.deepEqual(problems, []);
  await leave();
});
