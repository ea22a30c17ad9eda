import { grants } from '../../src/app/grants.ts';
import { routes } from '../../src/app/modules.ts';
import { roles } from '../../src/platform/index.ts';
import { generatedNote, table } from './table.ts';

/** Who may do what: each permission with its roles and the use cases that ask for it. */
export function permissionsPage(): string {
  const useCases = [...new Set(routes.map((route) => route.useCase))];
  const asking = (permission: string): string =>
    useCases
      .filter((useCase) => useCase.permission === permission)
      .map((useCase) => `\`${useCase.name}\``)
      .sort()
      .join(', ');
  const rows = Object.entries(grants)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([permission, granted]) => [
      `\`${permission}\``,
      ...roles.map((role) => (granted.includes(role) ? '✓' : '')),
      asking(permission),
    ]);
  return `# Permissions

${generatedNote}

A use case names one permission; \`src/app/grants.ts\` grants it to roles. A permission that is not granted there
belongs to nobody. A role says what somebody may do; which rows they see is decided by row-level security: those
of their organisation and of the deals it takes part in.

${table(['Permission', ...roles, 'Use cases reached over HTTP'], rows)}

## Without a role

* \`public\`, no sign-in needed: ${asking('public')}
* \`signed-in\`, any signed-in person: ${asking('signed-in') || 'none'}
`;
}
