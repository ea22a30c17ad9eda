import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { RefusalCard } from './refusal-card.tsx';

/** Shows what a query brought: the wait, the refusal with a way to try again, or the thing itself. */
export function Answer<T>({
  query,
  rows,
  instead,
  children,
}: {
  query: UseQueryResult<T>;
  rows?: number;
  /** What stands there instead of a refusal that is nobody's fault; undefined for every other one. */
  instead?: (error: Error) => ReactNode;
  children: (answer: T) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error)
    return instead?.(query.error) ?? <RefusalCard error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
