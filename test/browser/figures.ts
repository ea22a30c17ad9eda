import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed } from '../../src/kernel/refusal.ts';
import { importTrade } from '../../src/modules/statistics/index.ts';
import type { TestApp } from '../app.ts';

/** Imports files into a source of the store, one after the other. */
export async function bringFigures(app: TestApp, source: string, ...files: string[]): Promise<void> {
  for (const [at, text] of files.entries()) {
    const file = join(app.runtime.services.home, `${source}-${at}.csv`);
    writeFileSync(file, text);
    await app.within(async (ctx) => mustSucceed(await importTrade(ctx, { file, source }), 'importing'));
  }
}

/** Exports of China to Kazakhstan, invented, in the columns of UN Comtrade: three chapters, 2021 to 2023. */
export function syntheticRows(): string {
  const head =
    'typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,isNetWgtEstimated,primaryValue';
  const lines = ['850760', '850710', '870380', '610910'];
  const rows = [2021, 2022, 2023].flatMap((year, step) => {
    const values = new Map<string, number>();
    for (const [index, code] of lines.entries())
      for (const part of ['TOTAL', code.slice(0, 2), code.slice(0, 4), code])
        values.set(part, (values.get(part) ?? 0) + (index + 1) * 1000 * (index === 0 ? 1 + 4 * step : 1));
    return [...values].map(([code, value]) => {
      const weight = code.length === 6 ? value / 5 : '';
      return `C,A,${year},52,${year},156,CHN,X,398,KAZ,0,H6,${code},C00,0,kg,${weight},${weight},False,${value}`;
    });
  });
  return [head, ...rows].join('\n');
}

/** The same, with one figure of 2023 raised by a quarter. */
export const revisedRows = (): string =>
  syntheticRows().replace(/^(C,A,2023,.*,870380,.*),3000$/m, '$1,3750');
