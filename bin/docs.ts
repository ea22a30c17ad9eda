import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './generated-docs/index.ts';

/** Writes the pages of the documentation that are drawn from the code: npm run docs. */
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
for (const [path, text] of await generatedPages()) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
