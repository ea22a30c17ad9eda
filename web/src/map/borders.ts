import { queryOptions } from '@tanstack/react-query';
import type { GeoPermissibleObjects } from 'd3-geo';

/** Outlines of land: a file beside the app that an operator may replace by any GeoJSON FeatureCollection. */
export const bordersQuery = queryOptions({
  queryKey: ['map', 'borders'],
  queryFn: async ({ signal }): Promise<{ features: GeoPermissibleObjects[] }> => {
    const response = await fetch('/map/borders.json', { signal });
    if (!response.ok) throw new Error(`the borders file answered ${response.status}`);
    return (await response.json()) as { features: GeoPermissibleObjects[] };
  },
  staleTime: Number.POSITIVE_INFINITY,
});
