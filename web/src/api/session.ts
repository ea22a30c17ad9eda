import { queryOptions, useQuery } from '@tanstack/react-query';
import { callApi } from './client.ts';
import { ProblemError } from './problem.ts';

export interface Session {
  user: { user_id: string; name: string; email: string; totp: boolean };
  /** Null for a person who belongs to none yet. */
  organisation: { org_id: string; name: string; kind: string; country: string } | null;
  roles: string[];
  locale: string;
  demo: boolean;
}

/** Who is signed in; null for a visitor. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await callApi<Session>('/session', { signal });
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data;
}
