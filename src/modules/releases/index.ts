import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { makeRelease } from './make-release.ts';
export { listReleases } from './read-releases.ts';
export { type ManifestVerification, verifyManifest } from './verify-manifest.ts';

/** Statistical releases: what is published of the store, and what is withheld. */
export const releases: Module = {
  name: 'releases',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
