import { refusals } from '../../src/app/modules.ts';
import { backupRefusals } from '../../src/platform/backup/index.ts';
import { generatedNote, table } from './table.ts';

/** Every stable code with its HTTP status, title and next step, by module. */
export function refusalsPage(): string {
  const all = Object.entries({ ...refusals, ...backupRefusals }).sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = Object.groupBy(all, ([code]) => code.split('.')[0] ?? '');
  const sections = Object.entries(groups).map(([module, entries]) => {
    const rows = (entries ?? []).map(([code, meaning]) => [
      `\`${code}\``,
      String(meaning.status),
      meaning.title,
      meaning.next,
    ]);
    return `## ${module}\n\n${table(['Code', 'Status', 'Title', 'What to do next'], rows)}`;
  });
  return `# Refusals

${generatedNote}

A refusal is an expected "no". It arrives as problem details (RFC 9457) with \`code\`, \`title\`, \`next\` and
\`params\`; \`errors\` names the fields. Codes are stable; titles may be improved. \`{name}\` is filled from
\`params\`. The web app shows titles in the reader's language. ${all.length} codes.

${sections.join('\n\n')}
`;
}
