import { Zip, ZipDeflate } from 'fflate';
import type { Cell } from './csv.ts';

/** Rows of one worksheet (ECMA-376, SpreadsheetML), without the header; more go on the next sheet. */
const SHEET_ROWS = 1_048_575;
// A fixed date inside the archive, so that the same facts give the same bytes.
const MTIME = new Date(1980, 0, 1);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface XlsxColumn<T> {
  name: string;
  /** Numbers stand as numbers, exact as far as the spreadsheet's own are. */
  kind: 'text' | 'number' | 'whole';
  value(row: T): Cell;
}

/**
 * Rows as an Excel workbook, written as they come: a worksheet for each million rows. Texts are inline and never
 * formulas; numbers are numbers.
 */
export async function* toXlsx<T>(
  title: string,
  columns: readonly XlsxColumn<T>[],
  batches: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  sheetRows: number = SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const take = (): Uint8Array[] => ready.splice(0);
  const begin = (path: string): ZipDeflate => {
    const file = new ZipDeflate(path, { level: 1 });
    file.mtime = MTIME;
    zip.add(file);
    return file;
  };
  const whole = (path: string, xml: string): void => begin(path).push(Buffer.from(HEAD + xml), true);

  let sheets = 0;
  let rows = 0;
  let sheet: ZipDeflate | undefined;
  const open = (): ZipDeflate => {
    sheets += 1;
    rows = 0;
    const file = begin(`xl/worksheets/sheet${sheets}.xml`);
    const header = columns.map((c) => textCell(c.name, ' s="1"')).join('');
    file.push(
      Buffer.from(
        `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row>${header}</row>`,
      ),
    );
    return file;
  };
  const close = (): void => sheet?.push(Buffer.from('</sheetData></worksheet>'), true);

  sheet = open();
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; ) {
      if (rows === sheetRows) {
        close();
        sheet = open();
      }
      const part = batch.slice(from, from + sheetRows - rows);
      sheet.push(Buffer.from(part.map((row) => rowXml(columns, row)).join('')));
      rows += part.length;
      from += part.length;
    }
    yield* take();
  }
  close();
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  whole(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${numbers.map((n) => `<sheet name="${escapeXml(title)} ${n}" sheetId="${n}" r:id="rId${n}"/>`).join('')}</sheets></workbook>`,
  );
  whole(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId0" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  whole(
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  );
  whole(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  whole(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${KIND}.worksheet+xml"/>`).join('')}</Types>`,
  );
  zip.end();
  yield* take();
}

function rowXml<T>(columns: readonly XlsxColumn<T>[], row: T): string {
  let cells = '';
  for (const column of columns) {
    const value = column.value(row);
    cells +=
      value === null ? '<c/>' : column.kind === 'text' ? textCell(String(value)) : `<c><v>${value}</v></c>`;
  }
  return `<row>${cells}</row>`;
}

function textCell(text: string, style = ''): string {
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

// XML 1.0 allows no control characters but tab and line ends; a cell needs neither.
const forbidden = /[\p{Cc}\ufffe\uffff]/gu;
const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeXml(text: string): string {
  return text.replace(forbidden, ' ').replace(/[&<>]/g, (c) => special[c] ?? c);
}
