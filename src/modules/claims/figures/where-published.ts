import { dataFolder, readTable } from '../../reference/index.ts';

let offices: Map<string, string> | undefined;

/** Where the figures of a reporter are published, in words with an address (data/claims/publishers.csv). */
export function wherePublished(reporter: string): string {
  offices ??= new Map(
    readTable(new URL('claims/publishers.csv', dataFolder)).map((row) => [
      row.area ?? '',
      `${row.name}, ${row.address}${row.status === 'unverified' ? ' (address not verified)' : ''}`,
    ]),
  );
  return (
    offices.get(reporter) ?? 'UN Comtrade, https://comtradeplus.un.org, or the national statistical office'
  );
}
