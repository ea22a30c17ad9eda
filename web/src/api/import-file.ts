/** What the import takes: one of the three forms of a table, and a key that is the same for the same file. */
export interface ImportFile {
  csv?: string;
  xlsx?: string;
  rows?: Record<string, string>[];
  file_key: string;
}

export interface ImportReport {
  rows: number;
  accepted: number;
  written: number;
  /** Rows of this file that were written before. */
  repeated: number;
  errors: { row: number; path: string; code: string; message: string }[];
  errors_total: number;
}

/** Reads a chosen file; `wrong` names what it is not: text in UTF-8, or a list of rows. */
export async function readImportFile(file: File): Promise<ImportFile | { wrong: 'encoding' | 'json' }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const file_key = await keyOf(file, bytes);
  if (/\.xlsx$/i.test(file.name)) return { xlsx: base64(bytes), file_key };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { wrong: 'encoding' };
  }
  if (!/\.json$/i.test(file.name)) return { csv: text, file_key };
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? { rows, file_key } : { wrong: 'json' };
  } catch {
    return { wrong: 'json' };
  }
}

/** The hash of the file; where the page has no cryptography, its name, size and date. */
async function keyOf(file: File, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle)
    return `${file.size}-${file.lastModified}-${file.name.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40)}`;
  const hash = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
