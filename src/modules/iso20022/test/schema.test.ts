import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { messageNames } from '../messages.ts';
import { schemaText } from '../schema-text.ts';
import { writeMessage } from '../write-message.ts';
import { openSchemas, type SchemaValidator } from '../xsd.ts';
import { arbitraryMessage } from './arbitrary.ts';
import { payment } from './samples.ts';

// The official schemas cannot be handed on; these are ours, in the same namespaces and as long.

let folder: string;
let schemas: SchemaValidator;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sauda-xsd-'));
  for (const name of messageNames)
    if (name !== 'pacs.009.001.08') writeFileSync(join(folder, `${name}.xsd`), schemaText(name));
  schemas = await openSchemas(folder);
});
after(() => {
  schemas.close();
  rmSync(folder, { recursive: true });
});

const written = mustSucceed(writeMessage('pacs.008.001.08', payment), 'writing');

test('what is written validates: order, names, occurrence', () => {
  for (const name of messageNames) {
    fc.assert(
      fc.property(arbitraryMessage(name), (body) => {
        const xml = mustSucceed(writeMessage(name, body), name);
        assert.equal(schemas.validate(name, xml), name === 'pacs.009.001.08' ? 'none' : true);
      }),
      { numRuns: 20 },
    );
  }
});

test('a wrong order, an unknown element and a missing one are refused with their line', () => {
  const swapped = written.replace(/(<DbtrAgt>.*?<\/DbtrAgt>)(<CdtrAgt>.*?<\/CdtrAgt>)/, '$2$1');
  assert.notEqual(swapped, written);
  for (const xml of [
    swapped,
    written.replace('<ChrgBr>', '<Strange/><ChrgBr>'),
    written.replace('<NbOfTxs>1</NbOfTxs>', ''),
  ]) {
    const outcome = schemas.validate('pacs.008.001.08', xml);
    assert.ok(isRefusal(outcome));
    assert.equal(outcome.code, 'iso20022.schema');
    assert.match(String(outcome.params.reason), /^line 2: Element/);
  }
});

test('a schema that reaches for another file, is none, or whose folder is gone is named, and no message passes by it', async () => {
  const own = mkdtempSync(join(tmpdir(), 'sauda-xsd-'));
  const file = join(own, 'pacs.008.001.08.xsd');
  const reading = await openSchemas(own);
  const refusedWith = (params: RegExp) => {
    const outcome = reading.validate('pacs.008.001.08', written);
    assert.ok(isRefusal(outcome), String(outcome));
    assert.equal(outcome.code, 'iso20022.schema_unusable');
    assert.match(JSON.stringify(outcome.params), params);
    assert.ok(!JSON.stringify(outcome.params).includes(own), 'paths of the machine are not told');
  };
  assert.equal(reading.validate('pacs.008.001.08', written), 'none');
  const start = '<xs:element name="Document">';
  const reaching = `<xs:include schemaLocation="file:///etc/passwd"/>${start}`;
  for (const text of [schemaText('pacs.008.001.08').replace(start, reaching), 'no schema', '', '<a/>']) {
    writeFileSync(file, text);
    refusedWith(/pacs\.008\.001\.08\.xsd/);
  }
  writeFileSync(file, schemaText('pacs.008.001.08'));
  assert.equal(reading.validate('pacs.008.001.08', written), true, 'mended, it is read without a restart');
  reading.close();
  rmSync(own, { recursive: true });
  refusedWith(/ENOENT/);
});
