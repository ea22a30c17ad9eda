import type { InjectOptions } from 'fastify';
import { routes } from '../../src/app/modules.ts';
import { assert } from '../../src/kernel/refusal.ts';
import { type Ids, type Sample, samples } from './route-samples.ts';
import type { Served } from './served.ts';

/** A route as the tests see it: those of use cases and those of accounts. */
export interface KnownRoute {
  key: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  permission: string;
  sample: Sample;
}

/** Every route that the server publishes, by its own description; throws when one has no sample, or a sample no route. */
export async function everyRoute(world: Served): Promise<KnownRoute[]> {
  const permissions = new Map(routes.map((r) => [`${r.method} ${r.path}`, r.useCase.permission]));
  const description = (await world.call({ url: '/api/openapi.json' })).json();
  const published = Object.entries<Record<string, { description: string }>>(description.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { description: text }]): KnownRoute => {
        const inner = path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/g, ':$1');
        const key = `${method.toUpperCase()} ${inner}`;
        const permission = permissions.get(key) ?? /^Permission: `([^`]+)`/.exec(text)?.[1];
        const sample = samples[key];
        assert(permission, `${key} says which permission it needs`);
        assert(sample, `${key} is a new route: give it a sample in test/world/route-samples.ts`);
        return { key, method: method.toUpperCase() as KnownRoute['method'], path: inner, permission, sample };
      }),
  );
  const keys = new Set(published.map((r) => r.key));
  const gone = [...permissions.keys(), ...Object.keys(samples)].filter((key) => !keys.has(key));
  assert(gone.length === 0, `not published: ${gone.join(', ')}`);
  return published;
}

let numbers = 0;

/** The request of a route's sample with these ids; every command has a key of its own. */
export function requestFor(world: Served, route: KnownRoute, ids: Ids): InjectOptions & { url: string } {
  const { sample, method } = route;
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = sample.path?.[name] ?? ids[name as keyof Ids];
    assert(value, `${route.key} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = sample.query ? `?${new URLSearchParams(sample.query)}` : '';
  numbers += 1;
  return {
    method,
    url: `${path}${query}`,
    headers: method === 'POST' ? { 'idempotency-key': `test-request-${numbers}` } : {},
    ...(sample.body ? { payload: sample.body(ids, world) } : {}),
  };
}

/** Ids of things that the insiders have, as the sample wants them. */
export async function idsFor(world: Served, sample: Sample): Promise<Ids> {
  const deal_id = world.deals[sample.at];
  const { declaration_id, document_id } = await world.app.within(({ tx }) =>
    tx.one<{ declaration_id: string | null; document_id: string | null }>(
      `select (select declaration_id from customs.declaration where deal_id = $1 order by direction limit 1),
              (select document_id from documents.document where deal_id = $1 and kind = 'commercial_invoice' limit 1)`,
      [deal_id],
    ),
  );
  return {
    ...world.hidden,
    deal_id,
    declaration_id: declaration_id ?? deal_id,
    document_id: document_id ?? deal_id,
    org_id: world.insiders.buyer.org_id,
    user_id: world.colleague.user_id,
    key_id: world.key_id,
  };
}

/** Ids that nothing has. */
export const missing: Ids = Object.fromEntries(
  (
    [
      'deal_id',
      'declaration_id',
      'document_id',
      'listing_id',
      'photo_id',
      'need_id',
      'introduction_id',
      'day_id',
      'search_id',
      'endpoint_id',
      'connection_id',
      'order_id',
      'merchant_org_id',
      'org_id',
      'user_id',
      'key_id',
    ] as const
  ).map((name, index) => [name, `018f0000-0000-7000-8000-0000000009${String(index).padStart(2, '0')}`]),
) as Record<keyof Ids, string>;
