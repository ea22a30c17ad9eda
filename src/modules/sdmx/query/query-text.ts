import { SdmxError } from './sdmx-error.ts';

const URL_LIMIT = 8000;

export interface QueryText {
  /** Parts of the path below the entry point, decoded, without empty ones at the end. */
  path: string[];
  /** Parameters as they were sent; a plus stays a plus, which a form reader would turn into a space. */
  parameters: Map<string, string>;
}

/** Reads an address as the SDMX REST specification writes it. Refuses doubled parameters and broken escapes. */
export function readQueryText(url: string, entry: string): QueryText {
  if (url.length > URL_LIMIT) throw new SdmxError(413, `an address may have ${URL_LIMIT} characters`);
  const [before = '', after = ''] = split(url.slice(entry.length), '?');
  const path = before.split('/').map(decode);
  while (path.at(-1) === '') path.pop();
  if (path[0] === '') path.shift();
  const parameters = new Map<string, string>();
  for (const pair of after.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = split(pair, '=').map(decode);
    if (parameters.has(name)) throw new SdmxError(140, `the parameter ${name} stands there twice`);
    parameters.set(name, value);
  }
  return { path, parameters };
}

function split(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (/\p{Cc}/u.test(decoded)) throw new SdmxError(140, 'an address holds no control characters');
    return decoded;
  } catch (error) {
    throw error instanceof SdmxError ? error : new SdmxError(140, 'an escape of the address is broken');
  }
}
