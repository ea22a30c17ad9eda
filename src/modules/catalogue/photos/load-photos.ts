import { assert } from '../../../kernel/refusal.ts';
import { encodePicture, storeFile, type Tx } from '../../../platform/index.ts';
import { writePhotos } from './store-photos.ts';

/** One picture that stands with several offers of several organisations. */
export interface NewPhoto {
  bytes: Uint8Array;
  text: string;
  listings: readonly { org_id: string; listing_id: string; photo_id: string }[];
}

/** Gives offers their only photo. For the system; throws when one is no picture, because such a caller drew it. */
export async function insertPhotos(tx: Tx, home: string, photos: readonly NewPhoto[]): Promise<void> {
  for (const { bytes, text, listings } of photos) {
    const picture = await encodePicture(bytes);
    assert(typeof picture === 'object', `${text} is a picture`);
    const { width, height } = picture;
    const kept = new Map<string, { large: string; small: string }>();
    for (const { org_id, listing_id, photo_id } of listings) {
      const files = kept.get(org_id) ?? {
        large: await storeFile(home, org_id, picture.large),
        small: await storeFile(home, org_id, picture.small),
      };
      kept.set(org_id, files);
      await writePhotos(tx, org_id, listing_id, [{ photo_id, ...files, width, height, text }]);
    }
  }
}
