import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { messageNames, namespaceOf } from '../messages.ts';
import { BYTE_LIMIT, readMessage } from '../read-message.ts';
import { writeMessage } from '../write-message.ts';
import { arbitraryMessage } from './arbitrary.ts';
import { payment } from './samples.ts';

const written = mustSucceed(writeMessage('pacs.008.001.08', payment), 'writing the sample');
const refusalOf = (xml: string | Uint8Array): string => {
  const reading = readMessage(xml);
  return isRefusal(reading) ? reading.code.replace('iso20022.', '') : 'read';
};
/** The sample with one text replaced by another; the text must be there. */
const changed = (from: string, to: string): string => {
  assert.ok(written.includes(from), `the sample contains ${from}`);
  return written.replace(from, to);
};

for (const name of messageNames)
  test(`${name}: what is written is what is read`, () => {
    fc.assert(
      fc.property(arbitraryMessage(name), (body) => {
        const xml = writeMessage(name, body);
        assert.ok(!isRefusal(xml), JSON.stringify(xml));
        const { name: found, body: read, unread } = mustSucceed(readMessage(xml), xml);
        assert.equal(found, name);
        assert.deepEqual(read, body);
        assert.deepEqual(unread, []);
      }),
      { numRuns: 60 },
    );
  });

test('the sample as a bank would see it', () => {
  assert.match(
    written,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">/,
  );
  assert.match(written, /<IntrBkSttlmAmt Ccy="CNY">1234567\.89<\/IntrBkSttlmAmt>/);
  assert.match(written, /<Nm>西安示范贸易有限公司<\/Nm>/);
  assert.match(written, /<Nm>ТОО «Демо Қазына Сауда»<\/Nm>/);
  // Elements follow one another in the order of the schema, whatever the order of the value.
  assert.match(written, /<DbtrAgt>.*<CdtrAgt>.*<Cdtr>.*<CdtrAcct>.*<RmtInf>/);
});

test('reading answers every text and every bytes', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    '&',
    '"',
    '=',
    '<!DOCTYPE x>',
    '<![CDATA[',
    ']]>',
    '<?xml',
    '?>',
    '<Document>',
    'é',
    '\u0000',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => assert.ok(readMessage(bytes))),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => assert.ok(readMessage(parts.join('')))),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(
      fc.nat(written.length),
      fc.nat(60),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      (at, cut, put) => {
        const damaged = written.slice(0, at) + put + written.slice(at + cut);
        assert.ok(readMessage(damaged));
        assert.ok(readMessage(Buffer.from(damaged)));
      },
    ),
    { numRuns: 2000 },
  );
});

test('entities are never defined, from within or from without', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "${'&a;'.repeat(10)}">`).join('')}]>`;
  assert.equal(refusalOf(changed('?>\n', `?>\n${laughs}`).replace('ORDER-0001', '&a19;')), 'doctype');
  const external = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>';
  assert.equal(refusalOf(changed('?>\n', `?>\n${external}`).replace('ORDER-0001', '&file;')), 'doctype');
  assert.equal(refusalOf(changed('?>\n', '?>\n<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">')), 'doctype');
  assert.equal(refusalOf(changed('ORDER-0001', '&nbsp;')), 'malformed');
  assert.equal(refusalOf(changed('ORDER-0001', '&#65;&amp;&#x42;')), 'read');
});

test('size, depth, encoding and version are bounded', () => {
  assert.equal(refusalOf(Buffer.alloc(100 * 1024 * 1024, 0x20)), 'too_large');
  assert.equal(refusalOf(' '.repeat(BYTE_LIMIT + 1)), 'too_large');
  assert.equal(refusalOf(changed('<CdtTrfTxInf>', `<CdtTrfTxInf>${'<a>'.repeat(100)}`)), 'too_deep');
  assert.equal(refusalOf('<a>'.repeat(1_000_000)), 'too_deep');
  assert.equal(
    refusalOf(changed('<CdtTrfTxInf>', `${'<a/>'.repeat(2_000_001)}<CdtTrfTxInf>`)),
    'too_many_elements',
  );
  assert.equal(refusalOf(Buffer.from(written, 'utf16le')), 'not_utf8');
  assert.equal(refusalOf(Buffer.from([0x3c, 0xff, 0xfe])), 'not_utf8');
  assert.equal(refusalOf(changed('encoding="UTF-8"', 'encoding="ISO-8859-1"')), 'not_utf8');
  assert.equal(refusalOf(changed('version="1.0"', 'version="1.1"')), 'malformed');
  assert.equal(refusalOf(''), 'malformed');
  const wide = `<x ${Array.from({ length: 20_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`;
  assert.equal(refusalOf(changed('<CdtTrfTxInf>', `<CdtTrfTxInf>${wide}`)), 'read');
});

test('names: the namespace decides what is read, and holds for every element', () => {
  const namespace = namespaceOf('pacs.008.001.08');
  assert.equal(
    refusalOf(changed(namespace, 'urn:iso:std:iso:20022:tech:xsd:pacs.008.001.02')),
    'unknown_message',
  );
  assert.equal(refusalOf(changed(namespace, 'urn:swift:xsd:pacs.008')), 'namespace');
  assert.equal(refusalOf(changed(` xmlns="${namespace}"`, '')), 'namespace');
  assert.equal(refusalOf(changed(namespace, namespaceOf('pacs.009.001.08'))), 'unknown_message');
  assert.equal(refusalOf(changed('<Cdtr>', '<Cdtr xmlns="urn:other">')), 'namespace');
  assert.equal(
    refusalOf(written.replaceAll(/<(\/?)([A-Z])/g, '<$1p:$2').replace('xmlns=', 'xmlns:p=')),
    'read',
  );
  const enveloped = `<Envelope><AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr/></AppHdr>${written.slice(written.indexOf('<Document'))}</Envelope>`;
  assert.deepEqual(mustSucceed(readMessage(enveloped), 'an envelope').unread, ['AppHdr']);
});

test('an element of the standard that is not carried is named, one that is needed is asked for', () => {
  const more = changed(
    '<ChrgBr>',
    '<SttlmTmIndctn><DbtDtTm>2026-03-02T08:00:00Z</DbtDtTm></SttlmTmIndctn><ChrgBr>',
  );
  assert.deepEqual(mustSucceed(readMessage(more), 'more').unread, [
    'FIToFICstmrCdtTrf/CdtTrfTxInf/SttlmTmIndctn',
  ]);
  const missing = readMessage(changed('<EndToEndId>SD-2026-000017</EndToEndId>', ''));
  assert.ok(isRefusal(missing));
  assert.deepEqual(
    [missing.code, missing.params.path, missing.params.element],
    ['iso20022.missing', 'FIToFICstmrCdtTrf/CdtTrfTxInf/PmtId', 'EndToEndId'],
  );
  assert.equal(
    refusalOf(changed('<ChrgBr>SHAR</ChrgBr>', '<ChrgBr>SHAR</ChrgBr><ChrgBr>DEBT</ChrgBr>')),
    'repeated',
  );
  assert.equal(refusalOf(changed('<Id><IBAN>KZ86125KZT5004100100</IBAN></Id>', '<Id/>')), 'choice');
  assert.equal(refusalOf(changed('<ChrgBr>', 'stray <ChrgBr>')), 'malformed');
  assert.equal(refusalOf(changed('SHAR', '<b>SHAR</b>')), 'value');
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty'])
    assert.equal(refusalOf(changed('<ChrgBr>', `<${name}>x</${name}><ChrgBr>`)), 'read');
});

test('values: amounts, dates, identifiers', () => {
  const cases: [string, string, string][] = [
    ['CNY">1234567.89<', 'CNY">-1234567.89<', 'amount_negative'],
    ['CNY">1234567.89<', 'CNY">1234567.891<', 'minor_units'],
    ['CNY">1234567.89<', 'CNY">1234567.890<', 'minor_units'],
    ['CNY">1234567.89<', 'CNY">12345678901234567.89<', 'amount_too_large'],
    ['CNY">1234567.89<', 'CNY">1e9<', 'value'],
    ['CNY">1234567.89<', 'CNY">NaN<', 'value'],
    ['CNY">1234567.89<', 'CNY">0x10<', 'value'],
    ['CNY">1234567.89<', 'CNY"> 1234567.89<', 'value'],
    ['CNY">1234567.89<', 'CNY">1,234,567.89<', 'value'],
    ['CNY">1234567.89<', 'CNY"><', 'value'],
    ['CNY">1234567.89<', 'CNY">.<', 'value'],
    ['CNY">1234567.89<', 'CNY">1234567.88<', 'totals'],
    ['Ccy="CNY"', 'Ccy="CNH"', 'currency'],
    ['Ccy="CNY"', 'Ccy="cny"', 'currency'],
    [' Ccy="CNY"', '', 'currency'],
    ['<NbOfTxs>1<', '<NbOfTxs>2<', 'totals'],
    ['<IntrBkSttlmDt>2026-03-02<', '<IntrBkSttlmDt>2026-02-29<', 'value'],
    ['<IntrBkSttlmDt>2026-03-02<', '<IntrBkSttlmDt>0000-01-01<', 'value'],
    ['T08:00:00Z', 'T24:00:00Z', 'value'],
    ['T08:00:00Z', 'T08:00:00+15:00', 'value'],
    ['eb6305c9-1f7f-49de-aed0-16487c27b42d', 'eb6305c9-1f7f-19de-aed0-16487c27b42d', 'value'],
    ['KZ86125KZT5004100100', 'KZ87125KZT5004100100', 'check_digit'],
    ['KZ86125KZT5004100100', 'KZ86125KZT500410010', 'value'],
    ['DEMOKZKA', 'DEMOKZK', 'value'],
    ['SD-2026-000017', 'x'.repeat(36), 'value'],
    ['<Ctry>KZ<', '<Ctry>kz<', 'value'],
  ];
  for (const [from, to, code] of cases) assert.equal(refusalOf(changed(from, to)), code, `${from} → ${to}`);
});

test('amounts go through integers: the largest and the smallest are exact', () => {
  for (const [text, amount] of [
    ['9999999999999999.99', 999999999999999999n],
    ['0.01', 1n],
    ['0', 0n],
    ['.5', 50n],
    ['7.', 700n],
    ['+7.1', 710n],
    ['0090071992547409.93', 9007199254740993n],
  ] as const) {
    const xml = changed('<CtrlSum>1234567.89</CtrlSum>', '').replace('1234567.89', text);
    const reading = mustSucceed(readMessage(xml), text);
    assert.ok(reading.name === 'pacs.008.001.08');
    assert.equal(reading.body.CdtTrfTxInf[0]?.IntrBkSttlmAmt.amount, amount);
  }
});

test('writing refuses what it could not read back', () => {
  const [transaction] = payment.CdtTrfTxInf;
  assert.ok(transaction);
  const attempt = (change: Partial<typeof transaction>): string => {
    const outcome = writeMessage('pacs.008.001.08', {
      ...payment,
      CdtTrfTxInf: [{ ...transaction, ...change }],
    });
    return isRefusal(outcome) ? `${outcome.code} ${outcome.params.path}` : 'written';
  };
  const at = 'FIToFICstmrCdtTrf/CdtTrfTxInf';
  assert.equal(attempt({ Dbtr: { Nm: 'a\u0000b' } }), `iso20022.value ${at}/Dbtr/Nm`);
  assert.equal(attempt({ Dbtr: { Nm: 'a\ud800' } }), `iso20022.value ${at}/Dbtr/Nm`);
  assert.equal(attempt({ Dbtr: { Nm: '' } }), `iso20022.value ${at}/Dbtr/Nm`);
  assert.equal(attempt({ DbtrAcct: { Id: {} } }), `iso20022.choice ${at}/DbtrAcct/Id`);
  assert.equal(
    attempt({ IntrBkSttlmAmt: { amount: -1n, currency: 'CNY' } }),
    'iso20022.amount_negative FIToFICstmrCdtTrf',
  );
});
