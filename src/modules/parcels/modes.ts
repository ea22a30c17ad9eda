import { dataFolder, readTable } from '../reference/index.ts';

/** An e-commerce supervision mode as parcels meet it (`data/parcels/modes.csv`). */
export interface ParcelMode {
  mode: string;
  direction: string;
  buyer: string;
  list: boolean;
  /** Day of the next month until which the lists are summed up; null where they are not. */
  summary_by_day: number | null;
  from_warehouse: boolean;
  status: string;
  source: string;
  note: string;
}

let modes: readonly ParcelMode[] | undefined;

export function parcelModes(): readonly ParcelMode[] {
  modes ??= readTable(new URL('parcels/modes.csv', dataFolder)).map((row) => ({
    mode: row.mode ?? '',
    direction: row.direction ?? '',
    buyer: row.buyer ?? '',
    list: row.list === 'yes',
    summary_by_day: row.summary_by_day ? Number(row.summary_by_day) : null,
    from_warehouse: row.from_warehouse === 'yes',
    status: row.status ?? '',
    source: row.source ?? '',
    note: row.note ?? '',
  }));
  return modes;
}

export function findMode(code: string): ParcelMode | undefined {
  return parcelModes().find((mode) => mode.mode === code);
}
