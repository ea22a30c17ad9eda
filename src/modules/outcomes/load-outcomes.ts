import type { LoadedSet, Tx } from '../../platform/index.ts';
import { dataFolder, loadSets, nullsOf, readTable } from '../reference/index.ts';
import { referencesIn } from './model.ts';
import { replaceEvidence } from './store.ts';

type Row = ReturnType<typeof nullsOf>;

const files = [
  { set: 'projects', file: 'outcomes/projects.csv', kind: 'project' },
  { set: 'summit outcomes', file: 'outcomes/outcomes.csv', kind: 'outcome' },
] as const;

/** Brings data/outcomes into the tables; a file that has not changed is left alone. */
export async function loadOutcomes(tx: Tx): Promise<LoadedSet[]> {
  const loaded = await loadSets(
    tx,
    dataFolder,
    files.map(({ set, file, kind }) => ({ set, file, table: `outcomes.${kind}`, shape: shapeOf })),
  );
  await replaceEvidence(
    tx,
    files.flatMap(({ file, kind }) =>
      readTable(new URL(file, dataFolder)).flatMap((row) =>
        referencesIn(row.source ?? '').map((reference) => ({
          subject_kind: kind,
          subject: row[`${kind}_id`] ?? '',
          reference,
        })),
      ),
    ),
  );
  return loaded;
}

function shapeOf(row: Record<string, string>): Row {
  const { source: _, countries, ...rest } = row;
  return { ...nullsOf(rest), countries: (countries ?? '').split(' ') };
}
