import { readFileSync } from 'node:fs';
import { cruiseProject } from '../../test/stages/module-graph.ts';
import { cliPage } from './cli.ts';
import { withModuleGraph } from './module-graph.ts';
import { permissionsPage } from './permissions.ts';
import { refusalsPage } from './refusals.ts';
import { routesPage } from './routes.ts';

/** Every generated page of the documentation as it must be now, by its path. */
export async function generatedPages(): Promise<Map<string, string>> {
  return new Map([
    ['ARCHITECTURE.md', withModuleGraph(readFileSync('ARCHITECTURE.md', 'utf8'), await cruiseProject())],
    ['docs/reference/cli.md', cliPage()],
    ['docs/reference/permissions.md', permissionsPage()],
    ['docs/reference/refusals.md', refusalsPage()],
    ['docs/reference/routes.md', routesPage()],
  ]);
}
