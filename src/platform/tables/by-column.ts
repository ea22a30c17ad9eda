/**
 * The rows of a table by the names in its first row, which are read in small letters. Columns without a name and rows in
 * which nothing stands are left out. A sentence when a name stands twice: which of the two is meant?
 */
export function byColumn([header = [], ...rest]: readonly string[][]):
  | { names: string[]; rows: Record<string, string>[] }
  | string {
  const names = header.map((name) => name.trim().toLowerCase());
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) return `the column ${twice.slice(0, 100)} stands twice`;
  const rows = rest
    .filter((row) => row.some((cell) => cell.trim() !== ''))
    .map((row) =>
      Object.fromEntries(names.flatMap((name, at) => (name === '' ? [] : [[name, (row[at] ?? '').trim()]]))),
    );
  return { names: names.filter((name) => name !== ''), rows };
}
