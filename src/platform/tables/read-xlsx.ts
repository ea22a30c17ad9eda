import { Unzip, UnzipInflate } from 'fflate';
import { SaxesParser } from 'saxes';

/** A workbook may unpack to this much, all its sheets together. */
const UNPACKED_LIMIT = 64 * 2 ** 20;
const ROWS_LIMIT = 20_000;
const COLUMNS_LIMIT = 200;
/** Tags and attributes of a table have more between them; without this millions of empty ones would hold the server up. */
const BYTES_PER_MARK = 32;
/** A cell's text is seven deep. */
const DEPTH_LIMIT = 32;
/** Bytes of an archive that are unpacked at once. */
const PIECE = 4_096;

/**
 * The rows of the first sheet of an XLSX workbook as text, or of sheet number `at`, with numbers as they are stored; or a
 * sentence that says why it cannot be read: it is no workbook, has no such sheet, or unpacks to more than a table can
 * need (20,000 rows, `limit` bytes and a tag or attribute for each 32 of them).
 */
export function readXlsx(archive: Uint8Array, limit = UNPACKED_LIMIT, at = 0): string[][] | string {
  const parts = unpack(archive, limit);
  if (typeof parts === 'string') return parts;
  const sheet = [...parts.keys()].filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name)).sort()[at];
  const xml = sheet === undefined ? undefined : parts.get(sheet);
  if (xml === undefined) return 'it holds no sheet';
  try {
    const most = limit / BYTES_PER_MARK;
    return readRows(xml, readStrings(parts.get('xl/sharedStrings.xml') ?? '', most), most);
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : String(error);
  }
}

/** The parts that are needed, as text; a sentence when something is wrong. Sizes in the archive are not believed. */
function unpack(archive: Uint8Array, limit: number): Map<string, string> | string {
  const parts = new Map<string, string>();
  let wrong: string | undefined;
  let size = 0;
  const unzip = new Unzip((entry) => {
    if (wrong || !/^xl\/(sharedStrings|worksheets\/sheet\d+)\.xml$/.test(entry.name)) return;
    const decoder = new TextDecoder();
    let text = '';
    entry.ondata = (error, chunk, final) => {
      size += chunk?.length ?? 0;
      if (error) wrong = 'the archive is damaged';
      else if (size > limit) {
        wrong = `the workbook unpacks to more than ${limit >> 20} MiB`;
        entry.terminate();
      } else {
        text += decoder.decode(chunk, { stream: !final });
        if (final) parts.set(entry.name, text);
      }
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    // In small pieces, so that a bomb is noticed before it has grown: a piece unpacks to a thousand times its size.
    for (let at = 0; at < archive.length && !wrong; at += PIECE)
      unzip.push(archive.subarray(at, at + PIECE), at + PIECE >= archive.length);
  } catch {
    return wrong ?? 'the archive is damaged';
  }
  return wrong ?? parts;
}

function readStrings(xml: string, most: number): string[] {
  const strings: string[] = [];
  let text: string | undefined;
  let inText = false;
  parse(xml, most, {
    open: (name) => {
      if (name === 'si') text = '';
      // Phonetic readings (rPh) have their own <t>, which is not the text.
      inText = name === 't' && text !== undefined;
    },
    text: (part) => {
      if (inText && text !== undefined) text += part;
    },
    close: (name) => {
      if (name === 'si' && text !== undefined) {
        strings.push(text);
        text = undefined;
      }
      inText = false;
    },
  });
  return strings;
}

function readRows(xml: string, strings: readonly string[], most: number): string[][] {
  const rows: string[][] = [];
  let [type, at, value, inValue] = ['', 0, '', false];
  parse(xml, most, {
    open: (name, attributes) => {
      if (name === 'row') {
        const number = Number(attributes.r ?? rows.length + 1);
        if (!(number >= 1 && number <= ROWS_LIMIT))
          throw new Error(`the sheet has more than ${ROWS_LIMIT} rows`);
        while (rows.length < number) rows.push([]);
      } else if (name === 'c') {
        type = attributes.t ?? 'n';
        at = attributes.r ? columnOf(attributes.r) : (rows.at(-1)?.length ?? 0);
        value = '';
      } else inValue = name === 'v' || (name === 't' && type === 'inlineStr');
    },
    text: (part) => {
      if (inValue) value += part;
    },
    close: (name) => {
      inValue = false;
      const row = rows.at(-1);
      if (name !== 'c' || !row || at >= COLUMNS_LIMIT) return;
      while (row.length < at) row.push('');
      row[at] = type === 's' ? (strings[Number(value)] ?? '') : value;
    },
  });
  return rows;
}

/** 'C7' → 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

interface Heard {
  open(name: string, attributes: Record<string, string>): void;
  text(part: string): void;
  close(name: string): void;
}

/** No entity but the five of XML is known to the parser, so that nothing can expand. Throws at more than `most` tags and attributes. */
function parse(xml: string, most: number, heard: Heard): void {
  const parser = new SaxesParser({ fragment: false });
  parser.on('error', (error) => {
    throw error;
  });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  let [marks, depth] = [0, 0];
  const count = (): void => {
    marks += 1;
    if (marks > most) throw new Error(`the workbook has more than ${most} tags and attributes`);
  };
  parser.on('attribute', count);
  parser.on('opentag', (tag) => {
    count();
    depth += 1;
    if (depth > DEPTH_LIMIT) throw new Error(`the workbook has more than ${DEPTH_LIMIT} tags in one another`);
    heard.open(local(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('text', (text) => heard.text(text));
  parser.on('closetag', (tag) => {
    depth -= 1;
    heard.close(local(tag.name));
  });
  if (xml !== '') parser.write(xml).close();
}
