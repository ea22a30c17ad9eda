import { SdmxError } from './sdmx-error.ts';

export const dataFormats = ['sdmx-json', 'sdmx-csv', 'json-stat', 'csv', 'xlsx', 'parquet'] as const;
export type DataFormat = (typeof dataFormats)[number];

export interface Representation {
  format: DataFormat;
  media_type: string;
  /** Parameters of SDMX-CSV. */
  labels: 'id' | 'name' | 'both';
  keys: 'none' | 'obs' | 'series' | 'both';
  time_format: 'original' | 'normalized';
}

export const mediaTypes: Record<DataFormat, string> = {
  'sdmx-json': 'application/vnd.sdmx.data+json;version=2.0.0',
  'sdmx-csv': 'application/vnd.sdmx.data+csv;version=2.0.0',
  'json-stat': 'application/json;profile="https://json-stat.org/format/"',
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/** Offered media types, the preferred one first where a client takes any. */
const offered: readonly [type: string, format: DataFormat][] = [
  ['application/vnd.sdmx.data+json', 'sdmx-json'],
  ['application/vnd.sdmx.data+csv', 'sdmx-csv'],
  ['application/json', 'sdmx-json'],
  ['application/json-stat+json', 'json-stat'],
  ['text/csv', 'csv'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.apache.parquet', 'parquet'],
];

interface Wish {
  type: string;
  parameters: Map<string, string>;
  q: number;
}

/** The members of an Accept header, most wanted first (RFC 9110, section 12.5.1). At most 50 are read. */
export function readAccept(header: string): Wish[] {
  const wishes = header
    .slice(0, 4000)
    .split(',')
    .slice(0, 50)
    .map((member): Wish => {
      const [type = '', ...rest] = member.split(';').map((part) => part.trim());
      const parameters = new Map(
        rest.map((part) => {
          const at = part.indexOf('=');
          const name = (at < 0 ? part : part.slice(0, at)).toLowerCase();
          return [name, at < 0 ? '' : part.slice(at + 1).replaceAll('"', '')] as const;
        }),
      );
      const q = Number(parameters.get('q') ?? '1');
      return {
        type: type.toLowerCase(),
        parameters,
        q: Number.isFinite(q) ? Math.min(Math.max(q, 0), 1) : 0,
      };
    })
    .filter((wish) => wish.type !== '');
  return wishes.sort((a, b) => b.q - a.q || rank(b) - rank(a));
}

/** A named type goes before a range of equal weight. */
function rank({ type }: Wish): number {
  return type === '*/*' ? 0 : type.endsWith('/*') ? 1 : 2;
}

/** `2`, `2.0`, `2.0.0`, `2.0+`, `2+.0.0` all ask for what 2.0.0 is (SDMX technical notes, semantic versioning). */
function versionFits(asked: string | undefined): boolean {
  return asked === undefined || /^2(\+?(\.0\+?(\.0\+?)?)?)?$/.test(asked);
}

/** Which format answers. `format` in the address wins over the Accept header. Throws 406 when none fits. */
export function negotiateData(accept: string | undefined, format: string | undefined): Representation {
  if (format !== undefined) {
    const found = dataFormats.find((f) => f === format);
    if (!found) throw new SdmxError(406, `format is one of ${dataFormats.join(', ')}`);
    return representation(found, new Map());
  }
  const wishes = readAccept(accept?.trim() || '*/*');
  const refused = new Set(wishes.filter((w) => w.q === 0).map((w) => w.type));
  for (const wish of wishes) {
    if (wish.q === 0 || !versionFits(wish.parameters.get('version'))) continue;
    const found = offered.find(([type]) => matches(wish.type, type) && !refused.has(type));
    if (!found) continue;
    const profile = wish.parameters.get('profile') ?? '';
    return representation(profile.includes('json-stat') ? 'json-stat' : found[1], wish.parameters);
  }
  throw new SdmxError(406, `offered are ${Object.values(mediaTypes).join(', ')}`);
}

function matches(wanted: string, type: string): boolean {
  return (
    wanted === '*/*' || wanted === type || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)))
  );
}

function representation(format: DataFormat, parameters: ReadonlyMap<string, string>): Representation {
  const pick = <T extends string>(name: string, values: readonly T[], fallback: T): T => {
    const text = parameters.get(name);
    if (text === undefined || format !== 'sdmx-csv') return fallback;
    const found = values.find((v) => v === text);
    if (!found) throw new SdmxError(406, `${name} is one of ${values.join(', ')}`);
    return found;
  };
  return {
    format,
    media_type: mediaTypes[format],
    labels: pick('labels', ['id', 'name', 'both'], 'id'),
    keys: pick(parameters.has('key') ? 'key' : 'keys', ['none', 'obs', 'series', 'both'], 'none'),
    time_format: pick('timeformat', ['original', 'normalized'], 'original'),
  };
}

/** Structures come in one format. Throws 406 when the client takes no SDMX-JSON. */
export function negotiateStructure(accept: string | undefined): string {
  const types = ['application/vnd.sdmx.structure+json', 'application/json'];
  const wish = readAccept(accept?.trim() || '*/*').find(
    (w) => w.q > 0 && versionFits(w.parameters.get('version')) && types.some((type) => matches(w.type, type)),
  );
  if (!wish)
    throw new SdmxError(406, 'structures are offered as application/vnd.sdmx.structure+json;version=2.0.0');
  return 'application/vnd.sdmx.structure+json;version=2.0.0';
}
