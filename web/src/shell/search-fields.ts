/** The longest text an address may carry in one field. */
const MAX_LENGTH = 400;

/** What an address says after the question mark: always text, so that 850760 stays a code and not a number. */
export type Search = Record<string, string | undefined>;

/** '?a=1&b=' → {a: '1'}; empty fields are no fields. */
export function parseSearch(text: string): Record<string, string> {
  const search: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text))
    if (value !== '') search[name] = value.slice(0, MAX_LENGTH);
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text ? `?${text}` : '';
}

/** Keeps the named fields of an address and drops what no page asked for. */
export function searchFields<N extends string>(
  ...names: N[]
): (search: Record<string, unknown>) => { [K in N]?: string } {
  return (search) => {
    const kept: { [K in N]?: string } = {};
    for (const name of names) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') kept[name] = value;
    }
    return kept;
  };
}
