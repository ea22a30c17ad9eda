import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import styles from './parts.module.css';

const features = tableFeatures({});

export interface Column<T> {
  id: string;
  header: string;
  /** Null leaves the cell empty, and its line out of the card. */
  cell: (row: T) => ReactNode;
  /** Numbers and money stand at the end of their column. */
  end?: boolean;
  /** What the row is: its heading in the table, its first line on a card. */
  title?: boolean;
}

/** One list, two shapes: a dense table at a desk, cards on a phone. Each exists once for a reader by ear. */
export function RecordTable<T>({
  caption,
  columns,
  rows,
  keyOf,
  foot,
}: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  foot?: ReactNode;
}): ReactNode {
  return (
    <>
      <div className={styles.onlyWide}>
        <WideTable caption={caption} columns={columns} rows={rows} keyOf={keyOf} foot={foot} />
      </div>
      <ul className={`${styles.cards} ${styles.onlyNarrow}`} aria-label={caption}>
        {rows.map((row) => (
          <li key={keyOf(row)}>
            {columns
              .filter((column) => column.title)
              .map((column) => (
                <div key={column.id} className={styles.cardTitle}>
                  {column.cell(row)}
                </div>
              ))}
            <dl className={styles.card}>
              {columns
                .filter((column) => !column.title)
                .map((column) => ({ column, shown: column.cell(row) }))
                .filter(({ shown }) => shown !== null)
                .map(({ column, shown }) => (
                  <CardLine key={column.id} term={column.header}>
                    {shown}
                  </CardLine>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}

function CardLine({ term, children }: { term: string; children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A table at every width; it scrolls sideways inside its own frame when it must. */
export function WideTable<T>({
  caption,
  columns,
  rows,
  keyOf,
  foot,
}: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  foot?: ReactNode;
}): ReactNode {
  const helper = useMemo(() => createColumnHelper<typeof features, { row: T }>(), []);
  const defs = useMemo(
    () =>
      helper.columns(
        columns.map((column) =>
          helper.display({
            id: column.id,
            header: column.header,
            cell: (context) => column.cell(context.row.original.row),
          }),
        ),
      ),
    [columns, helper],
  );
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const table = useTable({ features, columns: defs, data, getRowId: ({ row }) => keyOf(row) });
  const styleOf = (id: string): string | undefined =>
    columns.find((column) => column.id === id)?.end ? styles.end : undefined;
  const isTitle = (id: string): boolean => columns.find((column) => column.id === id)?.title === true;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <div className={styles.tableWrap} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" className={styleOf(header.column.id)}>
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) =>
                isTitle(cell.column.id) ? (
                  <th key={cell.id} scope="row" className={styles.rowHead}>
                    <table.FlexRender cell={cell} />
                  </th>
                ) : (
                  <td key={cell.id} className={styleOf(cell.column.id)}>
                    <table.FlexRender cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {foot}
      </table>
    </div>
  );
}
