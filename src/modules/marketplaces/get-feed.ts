import { Type } from 'typebox';
import { sha256Hex } from '../../kernel/hash.ts';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { selectFeed } from './store-connections.ts';

/** A file of a shop, for the marketplace that knows its key. Refuses with marketplaces.feed_not_found. */
export const getFeed = defineUseCase({
  name: 'marketplaces.get-feed',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      feed_key: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
      file: Type.Enum(['prices.xml', 'catalogue.xml']),
    },
    { additionalProperties: false },
  ),
  output: Type.Unsafe<{ content_type: string; body: string }>({}),
  async run(ctx, { feed_key, file }) {
    const xml = await selectFeed(ctx.tx, feedHash(feed_key), file);
    if (xml === undefined) return refuse('marketplaces.feed_not_found');
    return { content_type: 'application/xml; charset=utf-8', body: xml };
  },
});

/** What a feed is found by, so that reading the table tells nobody a key. */
export const feedHash = (feed_key: string): string => sha256Hex(`marketplace feed ${feed_key}`);
