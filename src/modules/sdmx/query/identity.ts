import { AGENCY, VERSION } from '../structure/trade-structure.ts';
import { SdmxError } from './sdmx-error.ts';

const ID = /^[A-Za-z0-9_@$-]+(\.[A-Za-z0-9_@$-]+)*$/;
const LIST_LIMIT = 100;

/** A part of the path that lists names: `*` or nothing for all, several separated by commas. */
export function readList(text: string | undefined): string[] | '*' {
  if (text === undefined || text === '' || text === '*') return '*';
  const list = text.split(',');
  if (list.length > LIST_LIMIT) throw new SdmxError(413, `a list may have ${LIST_LIMIT} names`);
  const bad = list.find((name) => !ID.test(name));
  if (bad !== undefined) throw new SdmxError(140, `"${bad}" is no SDMX identifier`);
  return list;
}

const versionText = /^(\*|~|\+|latest|\d+(\+)?(\.\d+(\+)?){0,2}(-[A-Za-z0-9-]+)?)$/;

/** Whether a list of versions asks for ours: `*`, `~` and `+`, `1.0.0`, `1.0+`, or a shorter `1`. */
export function asksOurVersion(text: string | undefined): boolean {
  if (text === undefined || text === '') return true;
  return text.split(',').some((version) => {
    if (!versionText.test(version)) throw new SdmxError(140, `"${version}" is no version`);
    if (['*', '~', '+', 'latest'].includes(version)) return true;
    const parts = version.replaceAll('+', '').split('.');
    return parts.every((part, at) => part === VERSION.split('.')[at]);
  });
}

export function asksOurAgency(text: string | undefined): boolean {
  const list = readList(text);
  return list === '*' || list.includes(AGENCY);
}

export function choose<T extends string>(
  name: string,
  text: string | undefined,
  values: readonly T[],
  fallback: T,
): T {
  if (text === undefined) return fallback;
  const found = values.find((value) => value === text);
  if (!found) throw new SdmxError(140, `${name} is one of ${values.join(', ')}`);
  return found;
}

export function refuseUnknown(parameters: ReadonlyMap<string, string>, known: readonly string[]): void {
  for (const name of parameters.keys())
    if (!known.includes(name) && !/^c\[[A-Z_]+\]$/.test(name))
      throw new SdmxError(
        140,
        `there is no parameter "${name.slice(0, 60)}"; there are ${known.join(', ')} and c[…]`,
      );
}
