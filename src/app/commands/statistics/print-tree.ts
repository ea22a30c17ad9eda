/** What a question answers with, as text: a table for a list of like things, else a line for each name. */
export function printTree(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return value.length === 0 ? `${indent}–\n` : printList(value, indent);
  if (typeof value !== 'object' || value === null) return `${indent}${word(value)}\n`;
  return Object.entries(value)
    .map(([name, inner]) =>
      flat(inner)
        ? `${indent}${name}: ${word(inner)}\n`
        : `${indent}${name}:\n${printTree(inner, `${indent}  `)}`,
    )
    .join('');
}

function printList(list: readonly unknown[], indent: string): string {
  const [first] = list;
  if (typeof first !== 'object' || first === null) return `${indent}${list.map(word).join(', ')}\n`;
  if (list.some(nested)) return list.map((row) => `${indent}-\n${printTree(row, `${indent}  `)}`).join('');
  const columns = Object.keys(first);
  const rows = list.map((row) => columns.map((c) => cell((row as Record<string, unknown>)[c])));
  const widths = columns.map((c, at) =>
    Math.min(60, Math.max(c.length, ...rows.map((r) => r[at]?.length ?? 0))),
  );
  const line = (cells: readonly string[]): string =>
    `${indent}${cells.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  return `${[columns, ...rows].map(line).join('\n')}\n`;
}

/** Whether a thing holds lists of things, which no line of a table can show. */
const nested = (value: unknown): boolean =>
  Object.values(value as object).some((v) => Array.isArray(v) && typeof v[0] === 'object');

const flat = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Array.isArray(value) && value.length === 0);

const word = (value: unknown): string =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0) ? '–' : String(value);

function cell(value: unknown): string {
  if (flat(value)) return word(value);
  if (Array.isArray(value)) return value.map(cell).join(' ');
  return Object.values(value as object)
    .map(cell)
    .join(' ');
}
