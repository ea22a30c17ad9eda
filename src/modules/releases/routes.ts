import { type Route, route } from '../../platform/index.ts';
import { getRelease, getReleaseFile, listReleases } from './read-releases.ts';

const tags = ['releases'];

export const routes: Route[] = [
  route('GET', '/releases', listReleases, { summary: 'Statistical releases, newest period first', tags }),
  route('GET', '/releases/:period', getRelease, { summary: 'One release with its files', tags }),
  route('GET', '/releases/:period/:number/files/:name', getReleaseFile, {
    summary: 'A file of a release: page, table, picture, PDF or manifest',
    tags,
    raw: true,
  }),
];
