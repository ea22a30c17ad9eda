/** Whether bytes that were no UTF-8 have been read as if they were: what they said is lost. */
export const isDamaged = (text: string): boolean => text.includes('\ufffd');

/** The first name of a header that stands in it twice; empty names are of no column. */
export function repeatedName(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => name !== '' && seen.size === seen.add(name).size);
}
