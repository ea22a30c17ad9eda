import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page } from './client.ts';

/** News of a deal that say no more than which deal it is, with whom, and of what goods. */
export type DealNews =
  | 'rfq.received'
  | 'quote.received'
  | 'quote.countered'
  | 'quote.accepted'
  | 'quote.declined'
  | 'contract.accepted'
  | 'contract.concluded'
  | 'sample.requested'
  | 'sample.sent'
  | 'return.requested'
  | 'return.sent'
  | 'refund.short'
  | 'refund.paid';

/** `deal` is the deal's number, `firm` the other side. */
interface OfDeal {
  deal_id: string;
  deal: string;
  firm: string;
  goods: string;
}

/** `answer` only where there is one. */
interface OfFrame {
  frame_id: string;
  firm: string;
  goods: string;
  answer?: 'accepted' | 'refused';
}

/** News for the reader's organisation; `body` has the facts of its kind. */
export type Notice = { notice_id: string; made_at: string; read: boolean; settled: boolean } & (
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
      kind: 'day.invited' | 'day.published' | 'day.changed' | 'day.called_off';
      body: { day_id: string; name: string; held_on: string; by: string; reason?: string };
    }
  | { kind: 'message.sent'; body: { deal_id: string; firm: string; files: number } }
  | { kind: DealNews; body: OfDeal }
  | { kind: 'frame.called'; body: OfDeal & { lots: number } }
  | { kind: 'frame.proposed' | 'frame.answered'; body: OfFrame & { lots: number } }
  | { kind: 'frame.prices_proposed' | 'frame.prices_answered'; body: OfFrame & { from_day: string } }
  | { kind: 'return.answered'; body: OfDeal & { answer: 'approved' | 'refused' } }
  | {
      kind: 'approval.asked';
      body: { request_id: string; subject: 'contract' | 'agreement'; subject_id: string; title: string };
    }
  | {
      kind: 'order.placed' | 'order.cancelled' | 'order.return_asked';
      body: { order_id: string; number: string; destination: string };
    }
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
