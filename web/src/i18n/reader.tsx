import { useNavigate } from '@tanstack/react-router';
import i18next from 'i18next';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { type LocaleTable, loadLocaleTable } from '../format/locale-table.ts';
import { storeLanguage } from './choose-language.ts';

const ReaderContext = createContext<LocaleTable | undefined>(undefined);
const SetReaderContext = createContext<(table: LocaleTable) => void>(() => {});

/** Gives every page the reader's locale table; words come from i18next. */
export function ReaderProvider({
  table: first,
  children,
}: {
  table: LocaleTable;
  children: ReactNode;
}): ReactNode {
  const [table, setTable] = useState(first);
  useEffect(() => {
    document.documentElement.lang = table.locale === 'zh' ? 'zh-CN' : table.locale;
  }, [table]);
  return (
    <SetReaderContext value={setTable}>
      <ReaderContext value={table}>{children}</ReaderContext>
    </SetReaderContext>
  );
}

/** The locale table of the reader. */
export function useReader(): LocaleTable {
  const table = useContext(ReaderContext);
  if (!table) throw new Error('useReader needs a ReaderProvider above it');
  return table;
}

/** Changes the language everywhere at once: words, formats, the address and this device's memory. */
export function useSetLanguage(): (language: string) => Promise<void> {
  const setTable = useContext(SetReaderContext);
  const navigate = useNavigate();
  return useCallback(
    async (language: string) => {
      const [table] = await Promise.all([loadLocaleTable(language), i18next.changeLanguage(language)]);
      setTable(table);
      storeLanguage(language);
      await navigate({
        to: '.',
        search: (old: Record<string, string>) => ({ ...old, lang: language }),
        replace: true,
      });
    },
    [navigate, setTable],
  );
}
