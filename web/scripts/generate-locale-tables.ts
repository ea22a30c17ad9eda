import { mkdirSync, writeFileSync } from 'node:fs';
import { buildLocaleTable, tableLocales } from './locale-table.ts';

/** Writes src/locales/generated/<lang>.json from the ICU data of this Node. Run with the pinned Node. */
const folder = new URL('../src/locales/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const locale of Object.keys(tableLocales)) {
  writeFileSync(new URL(`${locale}.json`, folder), `${JSON.stringify(buildLocaleTable(locale), null, 1)}\n`);
}
