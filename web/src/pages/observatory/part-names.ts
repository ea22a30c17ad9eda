import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StructurePart } from '../../api/observatory.ts';
import { hsQuery, nameIn } from '../../api/reference.ts';
import { useReader } from '../../i18n/reader.tsx';

/** As many codes as are asked for by name; smaller parts keep their code. */
const NAMED = 24;

/** The name of a part in the reader's language: a section, a group, or a code with its title. */
export function usePartNames(parts: readonly StructurePart[]): (part: StructurePart) => string {
  const { t } = useTranslation('observatory');
  const reader = useReader();
  const codes = parts.map((part) => part.code).filter((code) => /^(\d{2}|\d{4}|\d{6})$/.test(code));
  const titles = useQueries({
    queries: codes.slice(0, NAMED).map((code) => ({ ...hsQuery(code), retry: false })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data ? [[data.entry.code, data.entry.title] as const] : []))),
  });
  return ({ code, group }) => {
    if (group) return nameIn(group.name, reader.locale);
    const title = titles.get(code);
    if (title) return `${code} ${nameIn(title, reader.locale)}`;
    return /^[IVX]+$/.test(code)
      ? `${code} ${t(`section.${code}`, { defaultValue: '' })}`.trim()
      : t(`section.${code}`, { defaultValue: code });
  };
}
