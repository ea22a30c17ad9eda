import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { runTool } from './command.ts';

/** One file and the files of ours it imports, as dependency-cruiser read them. */
export interface CruisedFile {
  source: string;
  dependencies: { resolved: string }[];
}

export interface Cruise {
  modules: CruisedFile[];
  summary: { violations: { rule: { name: string }; from: string; to: string; comment?: string }[] };
}

/** Folders whose imports are checked. */
export const cruisedFolders = ['src', 'test', 'bench', 'bin', 'web/src', 'web/test'];

/** Reads every import of the project and checks it against `.dependency-cruiser.mjs`. */
export async function cruiseProject(): Promise<Cruise> {
  const folders = cruisedFolders.filter((folder) => sourcesOnDisk([folder]).length > 0);
  const answer = await runTool(resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), [
    ...['--config', '.dependency-cruiser.mjs'],
    ...['--output-type', 'json'],
    ...folders,
  ]);
  try {
    return JSON.parse(answer.stdout) as Cruise;
  } catch {
    throw new Error(`dependency-cruiser gave no result:\n${answer.output.slice(-2000)}`);
  }
}

/** The TypeScript files that lie on disk, so that a cruise that read fewer is found out. */
export function sourcesOnDisk(folders: readonly string[] = cruisedFolders): string[] {
  return folders.flatMap((folder) => {
    let names: string[];
    try {
      names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    } catch {
      return [];
    }
    return names.filter((name) => /(?<!\.d)\.tsx?$/.test(name)).map((name) => `${folder}/${name}`);
  });
}
