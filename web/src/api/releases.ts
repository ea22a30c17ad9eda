import { queryOptions } from '@tanstack/react-query';
import { apiPath, callApi, type Page } from './client.ts';

export interface ListedRelease {
  period: string;
  number: number;
  as_of: string;
  /** Nothing but demonstration declarations. */
  demo: boolean;
  published_at: string;
}

export interface Release extends ListedRelease {
  numbers: ListedRelease[];
  files: { name: string; media_type: string; sha256: string; bytes: number }[];
}

/** One language of a release, in words, as it was published. */
export interface ReleaseWords {
  language: string;
  title: string;
  subtitle: string;
  sentences: string[];
  charts: { id: string; title: string }[];
  tables: {
    id: string;
    title: string;
    demo: string | null;
    head: string[];
    stubs: number;
    rows: string[][];
    sources: string[];
  }[];
  revisions: { title: string; text: string; items: string[] };
  confidentiality: { title: string; text: string } | null;
  notes: string[];
}

export const releasesQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['releases', cursor],
    queryFn: ({ signal }) => callApi<Page<ListedRelease>>('/releases', { query: { cursor }, signal }),
  });

export const releaseQuery = (period: string) =>
  queryOptions({
    queryKey: ['release', period],
    queryFn: async ({ signal }) => {
      const release = await callApi<Release>(`/releases/${period}`, { signal });
      const path = filePath(release, 'release.json');
      const { pages } = await callApi<{ pages: ReleaseWords[] }>(path, { signal });
      return { release, pages };
    },
  });

const filePath = ({ period, number }: Pick<ListedRelease, 'period' | 'number'>, name: string): string =>
  `/releases/${period}/${number}/files/${name}`;

export const releaseFile = (release: Pick<ListedRelease, 'period' | 'number'>, name: string): string =>
  apiPath(filePath(release, name));
