import { routes } from '../../src/app/modules.ts';
import { generatedNote, table } from './table.ts';

/** Every route of the API with its permission. */
export function routesPage(): string {
  const groups = Object.groupBy(routes, (route) => route.tags[0] ?? 'other');
  const sections = Object.entries(groups)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, list]) => {
      const rows = (list ?? [])
        .toSorted((a, b) => (a.path === b.path ? (a.method < b.method ? -1 : 1) : a.path < b.path ? -1 : 1))
        .map((route) => [
          route.method,
          `\`${route.path}\``,
          route.summary,
          `\`${route.useCase.permission}\``,
        ]);
      return `## ${tag}\n\n${table(['Method', 'Path below /api/v1', 'What it does', 'Permission'], rows)}`;
    });
  return `# Routes

${generatedNote}

The full description of inputs and outputs is served at \`/api/docs\` and \`/api/openapi.json\` (OpenAPI 3.1).
Commands take an \`Idempotency-Key\` header; lists answer \`{items, next_cursor}\`. ${routes.length} routes; those of the module
accounts (sign-up, sign-in, sessions, second factor, API keys) touch cookies, are no use cases, and are described at
\`/api/docs\` only.

${sections.join('\n\n')}
`;
}
