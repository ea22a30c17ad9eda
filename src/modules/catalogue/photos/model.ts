import { type Static, Type } from 'typebox';
import { Line, Uuid } from '../../../platform/index.ts';

export const MOST_PHOTOS = 8;
/** The largest file that is taken, and what its base64 and the rest of the request need. */
export const PHOTO_BYTES = 8_000_000;
export const PHOTO_BODY_BYTES = 10_800_000;

/** What the photo shows, in the language of the listing, for those who do not see it. */
export const PhotoText = Line(200);

/** A photo as readers see it; its sides are in points of the large file. */
export const PhotoSchema = Type.Object({
  photo_id: Uuid,
  width: Type.Integer(),
  height: Type.Integer(),
  text: Type.Union([Type.String(), Type.Null()]),
});
export type Photo = Static<typeof PhotoSchema>;

/** A photo as it stands in the row of its listing. */
export interface StoredPhoto extends Photo {
  /** SHA-256 of its files, which name them. */
  large: string;
  small: string;
}

export const toPhoto = ({ large: _l, small: _s, ...photo }: StoredPhoto): Photo => photo;
