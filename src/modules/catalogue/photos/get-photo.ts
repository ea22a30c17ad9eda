import { Type } from 'typebox';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, type RawBody, readStoredFile, Uuid } from '../../../platform/index.ts';
import { findPhoto } from './store-photos.ts';

/**
 * A photo as WebP: `large` has at most 1280 points a side, `small` 320. For everybody while its listing is published,
 * for its own organisation always. Refuses with catalogue.photo_not_found, photo_lost.
 */
export const getPhoto = defineUseCase({
  name: 'catalogue.get-photo',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { listing_id: Uuid, photo_id: Uuid, size: Type.Optional(Type.Enum(['large', 'small'])) },
    { additionalProperties: false },
  ),
  output: Type.Unsafe<RawBody>({}),
  run: async (ctx, { listing_id, photo_id, size }): Promise<Outcome<RawBody>> => {
    const photo = await findPhoto(ctx.tx, listing_id, photo_id);
    if (!photo) return refuse('catalogue.photo_not_found', { photo_id });
    const body = await readStoredFile(
      ctx.services.home,
      photo.org_id,
      size === 'small' ? photo.small : photo.large,
    );
    if (!body) return refuse('catalogue.photo_lost', { photo_id });
    return {
      content_type: 'image/webp',
      file_name: `${photo_id}.webp`,
      body,
      never_changes: photo.published ? 'public' : 'private',
    };
  },
});
