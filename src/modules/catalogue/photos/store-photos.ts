import type { Tx } from '../../../platform/index.ts';
import type { StoredPhoto } from './model.ts';

export async function ownsListing(tx: Tx, org_id: string, listing_id: string): Promise<boolean> {
  const row = await tx.maybe('select 1 from catalogue.listing where org_id = $1 and listing_id = $2', [
    org_id,
    listing_id,
  ]);
  return row !== undefined;
}

/** The photos of a listing that the organisation owns; they stay as they are until the transaction ends. */
export async function ownPhotos(
  tx: Tx,
  org_id: string,
  listing_id: string,
): Promise<StoredPhoto[] | undefined> {
  const row = await tx.maybe<{ photos: StoredPhoto[] }>(
    'select photos from catalogue.listing where org_id = $1 and listing_id = $2 for no key update',
    [org_id, listing_id],
  );
  return row?.photos;
}

/** Writes the photos of a listing anew. Neither its version nor its place on the shelf changes. */
export async function writePhotos(
  tx: Tx,
  org_id: string,
  listing_id: string,
  photos: readonly StoredPhoto[],
): Promise<void> {
  await tx.run('update catalogue.listing set photos = $3::jsonb where org_id = $1 and listing_id = $2', [
    org_id,
    listing_id,
    JSON.stringify(photos),
  ]);
}

/** Whose a photo is, among listings that the reader may see. */
export function findPhoto(
  tx: Tx,
  listing_id: string,
  photo_id: string,
): Promise<{ org_id: string; published: boolean; large: string; small: string } | undefined> {
  return tx.maybe(
    `select org_id, published, p ->> 'large' as large, p ->> 'small' as small
     from catalogue.listing l, jsonb_array_elements(l.photos) as p
     where listing_id = $1 and p ->> 'photo_id' = $2`,
    [listing_id, photo_id],
  );
}

/** Which of these files the photos of an organisation's listings still name. */
export async function namedByPhotos(tx: Tx, org_id: string, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ sha256: string }>(
    `select f.sha256 from catalogue.listing l, jsonb_array_elements(l.photos) as p,
       lateral (values (p ->> 'large'), (p ->> 'small')) as f (sha256)
     where l.org_id = $1 and f.sha256 = any ($2::text[])`,
    [org_id, hashes],
  );
  return rows.map((row) => row.sha256);
}
