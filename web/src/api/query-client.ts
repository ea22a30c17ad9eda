import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** Reads are repeated only when the line or the server failed, not when the server refused. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (count, error) =>
          count < 2 &&
          error instanceof ProblemError &&
          (error.problem.status === 0 || error.problem.status >= 502),
      },
    },
  });
}
