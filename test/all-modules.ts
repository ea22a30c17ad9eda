import { readdirSync } from 'node:fs';
import type { Module } from '../src/platform/use-case.ts';
import { floorOf, formulaModules } from './stages/floors.ts';

/** Every module folder that has a face, ground floor first. */
export function moduleFolders(): string[] {
  return readdirSync(new URL('../src/modules/', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((a, b) => floorOf(a) - floorOf(b) || (a < b ? -1 : 1));
}

/** Loads the modules from disk, so that one which the composition forgot is tested too. */
export async function allModules(): Promise<Module[]> {
  const modules: Module[] = [];
  for (const name of moduleFolders()) {
    if (formulaModules.includes(name)) continue;
    const face: Record<string, unknown> = await import(`../src/modules/${name}/index.ts`);
    const found = Object.values(face).find((value): value is Module => isModule(value, name));
    if (!found) throw new Error(`src/modules/${name}/index.ts exports no Module named ${name}`);
    modules.push(found);
  }
  return modules;
}

function isModule(value: unknown, name: string): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'migrations' in value &&
    'name' in value &&
    value.name === name
  );
}
