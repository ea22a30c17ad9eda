import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page } from './client.ts';

/** News for the reader's organisation; `body` has the facts of its kind. */
export type Notice = { notice_id: string; made_at: string; read: boolean } & (
  | {
      kind: 'offers.found';
      body: { name: string; fresh: number; filter: Record<string, string | number> };
    }
  | { kind: 'introduction.made'; body: { other: string; goods: string } }
  | {
      kind: 'introduction.answered';
      body: { firm: string; goods: string; answer: 'welcome' | 'declined' };
    }
  | {
      kind: 'day.invited' | 'day.published';
      body: { day_id: string; name: string; held_on: string; by: string };
    }
  | { kind: 'message.sent'; body: { deal_id: string; firm: string; files: number } }
  | { kind: 'notice.test'; body: Record<string, never> }
);

/** An address that notices are pushed to. */
export interface NoticeEndpoint {
  endpoint_id: string;
  url: string;
  state: 'on' | 'off';
  off_because: 'gone' | 'failing' | null;
  created_at: string;
  waiting: number;
  last_try: {
    state: 'waiting' | 'delivered' | 'given_up';
    answer: string;
    attempts: number;
    at: string;
  } | null;
}

export const noticesQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['notices', cursor],
    queryFn: ({ signal }) => callApi<Page<Notice>>('/notices', { query: { cursor }, signal }),
  });

/** Looked at each minute while a page is open. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => callApi<{ unread: number }>('/notices/unread', { signal }),
  staleTime: 30_000,
  refetchInterval: 60_000,
});

export const endpointsQuery = queryOptions({
  queryKey: ['notice-endpoints'],
  queryFn: ({ signal }) => callApi<{ items: NoticeEndpoint[] }>('/notice-endpoints', { signal }),
});
