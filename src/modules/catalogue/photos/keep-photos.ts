import { Type } from 'typebox';
import { daysAfter } from '../../../kernel/days.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  defineUseCase,
  detectKind,
  type EncodedPicture,
  encodePicture,
  storeFile,
  Uuid,
  unnamedFilesQueue,
} from '../../../platform/index.ts';
import { MOST_PHOTOS, PHOTO_BODY_BYTES, PHOTO_BYTES, PhotoSchema, PhotoText, toPhoto } from './model.ts';
import { ownPhotos, ownsListing, writePhotos } from './store-photos.ts';

const Photos = Type.Object({ photos: Type.Array(PhotoSchema) });

/**
 * Puts a photo behind those of an own listing; the file is base64. What it is, is seen from its content (JPEG, PNG or
 * WebP, whole, of at most 8 MB), and only what is made anew from its points is kept. The same photo again changes
 * nothing. Refuses with catalogue.listing_not_found, photo_unusable, photo_too_large, photos_too_many, photos_busy.
 */
export const addPhoto = defineUseCase({
  name: 'catalogue.add-photo',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object(
    {
      listing_id: Uuid,
      file: Type.String({ minLength: 4, maxLength: PHOTO_BODY_BYTES }),
      text: Type.Optional(PhotoText),
    },
    { additionalProperties: false },
  ),
  output: Photos,
  run: async (ctx, { listing_id, file, text }) => {
    const { org_id } = ctx.actor;
    if (!(await ownsListing(ctx.tx, org_id, listing_id)))
      return refuse('catalogue.listing_not_found', { listing_id });
    // Before the listing is locked: who waited for the lock as well as for the picture would hold a connection for long.
    const picture = await readPicture(file);
    if ('refusal' in picture) return picture;
    const { width, height } = picture;
    const photos = await ownPhotos(ctx.tx, org_id, listing_id);
    if (!photos) return refuse('catalogue.listing_not_found', { listing_id });
    const large = await storeFile(ctx.services.home, org_id, picture.large);
    if (photos.some((one) => one.large === large)) return { photos: photos.map(toPhoto) };
    if (photos.length >= MOST_PHOTOS) return refuse('catalogue.photos_too_many', { most: MOST_PHOTOS });
    const small = await storeFile(ctx.services.home, org_id, picture.small);
    const after = [...photos, { photo_id: ctx.id(), large, small, width, height, text: text ?? null }];
    await writePhotos(ctx.tx, org_id, listing_id, after);
    return { photos: after.map(toPhoto) };
  },
});

async function readPicture(file: string): Promise<Outcome<EncodedPicture>> {
  const bytes = Buffer.from(file, 'base64');
  if (bytes.length > PHOTO_BYTES)
    return refuse('catalogue.photo_too_large', { bytes: bytes.length, most_bytes: PHOTO_BYTES });
  if (!detectKind(bytes)?.startsWith('image/')) return refuse('catalogue.photo_unusable');
  const picture = await encodePicture(bytes);
  if (picture === 'busy') return refuse('catalogue.photos_busy');
  return picture === 'unreadable' ? refuse('catalogue.photo_unusable') : picture;
}

/** A backup that began while a photo was still named has taken its files by then. */
const FILES_KEPT_DAYS = 1;

/**
 * Puts the photos of an own listing in this order, the first as its cover, with what they show; those that are not
 * named are taken away, and their files a day later. Refuses with catalogue.listing_not_found, photo_not_found.
 */
export const arrangePhotos = defineUseCase({
  name: 'catalogue.arrange-photos',
  kind: 'command',
  permission: 'listing:publish',
  input: Type.Object(
    {
      listing_id: Uuid,
      photos: Type.Array(
        Type.Object(
          { photo_id: Uuid, text: Type.Union([PhotoText, Type.Null()]) },
          { additionalProperties: false },
        ),
        { maxItems: MOST_PHOTOS },
      ),
    },
    { additionalProperties: false },
  ),
  output: Photos,
  run: async (ctx, { listing_id, photos }) => {
    const { org_id } = ctx.actor;
    const stored = await ownPhotos(ctx.tx, org_id, listing_id);
    if (!stored) return refuse('catalogue.listing_not_found', { listing_id });
    const known = new Map(stored.map((one) => [one.photo_id, one]));
    const after = [];
    for (const { photo_id, text } of photos) {
      const photo = known.get(photo_id);
      // Named twice, it is not there the second time.
      if (!photo || !known.delete(photo_id)) return refuse('catalogue.photo_not_found', { photo_id });
      after.push({ ...photo, text });
    }
    await writePhotos(ctx.tx, org_id, listing_id, after);
    const hashes = [...known.values()].flatMap(({ large, small }) => [large, small]);
    if (hashes.length > 0)
      await ctx.enqueue(
        unnamedFilesQueue,
        { org_id, hashes },
        { start_after: daysAfter(ctx.clock.now(), FILES_KEPT_DAYS) },
      );
    return { photos: after.map(toPhoto) };
  },
});
