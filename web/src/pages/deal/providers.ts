import { useQueries } from '@tanstack/react-query';
import { callApi, type Page } from '../../api/client.ts';

interface Organisation {
  org_id: string;
  name: string;
  kind: string;
  country: string;
}

/** Who serves a deal beside its two sides: the field of the offer, the kind of organisation, the part it takes. */
export const providerFields = [
  { field: 'carrier_org_id', kind: 'carrier', role: 'carrier' },
  { field: 'export_broker_org_id', kind: 'broker', role: 'export_broker' },
  { field: 'import_broker_org_id', kind: 'broker', role: 'import_broker' },
  { field: 'bank_org_id', kind: 'bank', role: 'bank' },
] as const;

/** Carriers, brokers and banks of the directory, to choose from. */
export function useProviders(): Organisation[] {
  return useQueries({
    queries: ['carrier', 'broker', 'bank'].map((kind) => ({
      queryKey: ['organisations', kind],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callApi<Page<Organisation>>('/organisations', { query: { kind, limit: 100 }, signal }),
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data?.items ?? []),
  });
}

/** Who is suggested to serve: brokers of each side's own country, else the first of their kind on the directory. */
export function servedBy(
  providers: readonly Organisation[],
  countries: { from: string; to: string },
): Record<string, string> {
  const first = (kind: string, country?: string): string =>
    providers.find((p) => p.kind === kind && (country === undefined || p.country === country))?.org_id ?? '';
  return {
    carrier_org_id: first('carrier'),
    export_broker_org_id: first('broker', countries.from),
    import_broker_org_id: first('broker', countries.to),
    bank_org_id: first('bank'),
  };
}
