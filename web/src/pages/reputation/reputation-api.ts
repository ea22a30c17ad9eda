import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page } from '../../api/client.ts';

/** So many of so many; a share only where there are enough. */
export interface Counted {
  count: number;
  of: number;
  share_percent: number | null;
}

export interface SellerRecord {
  org_id: string;
  since: string;
  until: string;
  figures: {
    contracts: number;
    on_time: Counted;
    claims: Counted;
    claims_upheld: number;
    refusals: Counted;
    answers: Counted;
    answer_hours: number | null;
    repeat_buyers: Counted;
  };
  reviews: number;
  rating: string | null;
}

export interface Review {
  review_id: string;
  side: string;
  by_country: string;
  month: string;
  rating: number;
  language: string;
  text: string;
  translation: string | null;
  answer: string | null;
  answer_language: string | null;
}

export interface DealReviews {
  items: { side: string; rating: number; language: string; text: string; answer: string | null }[];
  own_side: string | null;
  may_write: boolean;
  may_answer: boolean;
  write_until: string | null;
}

export interface Part {
  deal_id: string;
  number: string;
  counts: boolean;
  ship_by: string | null;
  departed_at: string | null;
}

export const recordQuery = (org_id: string) =>
  queryOptions({
    queryKey: ['reputation', org_id],
    queryFn: ({ signal }) =>
      callApi<{ items: SellerRecord[] }>('/reputations', { query: { org_ids: org_id }, signal }),
  });

export const reviewsQuery = (org_id: string) =>
  queryOptions({
    queryKey: ['reviews', org_id],
    queryFn: ({ signal }) => callApi<Page<Review>>(`/organisations/${org_id}/reviews`, { signal }),
  });

export const dealReviewsQuery = (deal_id: string) =>
  queryOptions({
    queryKey: ['deals', deal_id, 'reviews'],
    queryFn: ({ signal }) => callApi<DealReviews>(`/deals/${deal_id}/reviews`, { signal }),
  });

export const partsQuery = (figure: string) =>
  queryOptions({
    queryKey: ['reputation', 'parts', figure],
    queryFn: ({ signal }) => callApi<{ items: Part[] }>('/reputation/parts', { query: { figure }, signal }),
  });
