import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../api/client.ts';
import { Answer } from './answer.tsx';
import { Pager } from './pager.tsx';

/**
 * One page of a list: the wait, the refusal, what stands in place of an empty list, or its rows and the way on; also
 * from an empty page, where a search that looks at so many at a time goes on.
 */
export function PagedAnswer<T>({
  query,
  rows,
  cursor,
  go,
  empty,
  children,
}: {
  query: UseQueryResult<Page<T>>;
  rows?: number;
  cursor: string | undefined;
  go: (cursor: string | undefined) => void;
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}): ReactNode {
  return (
    <Answer query={query} {...(rows === undefined ? {} : { rows })}>
      {({ items, next_cursor }) =>
        items.length === 0 ? (
          <>
            {empty}
            {next_cursor && <Pager cursor={cursor} next_cursor={next_cursor} shown={0} go={go} />}
          </>
        ) : (
          <>
            {children(items)}
            <Pager cursor={cursor} next_cursor={next_cursor} shown={items.length} go={go} />
          </>
        )
      }
    </Answer>
  );
}
