import { useNavigate, useSearch } from '@tanstack/react-router';

export type View = 'chart' | 'table';

/** What the address of a page of the observatory may say; a page takes the fields that its route names. */
export interface Address {
  reporter?: string | undefined;
  partner?: string | undefined;
  partners?: string | undefined;
  exporter?: string | undefined;
  importer?: string | undefined;
  flow?: string | undefined;
  measure?: string | undefined;
  source?: string | undefined;
  frequency?: string | undefined;
  period?: string | undefined;
  by?: string | undefined;
  group?: string | undefined;
  hs?: string | undefined;
  codes?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  currency?: string | undefined;
  as_of?: string | undefined;
  since?: string | undefined;
  view?: string | undefined;
}

/** The state of a page as its address has it, and how to change it; the reader stays where they are on the page. */
export function useAddress(): {
  search: Address;
  set: (change: Address) => void;
  view: View;
  setView: (view: View) => void;
} {
  const search: Address = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: Address): void =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...change }) as never, resetScroll: false });
  return {
    search,
    set,
    view: search.view === 'table' ? 'table' : 'chart',
    setView: (view) => set({ view }),
  };
}
