import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('catalogue', {
  file_encoding: {
    status: 422,
    title: 'The file is not in UTF-8',
    next: 'Save it as CSV in UTF-8 and send it again',
  },
  file_too_long: {
    status: 422,
    title: 'The file has more rows than one request takes',
    next: 'Send it in parts, or use the command line',
  },
  file_unreadable: {
    status: 422,
    title: 'The file is not a table of listings',
    next: 'Begin with the template of the chapter and keep its columns',
  },
  hs_ended: {
    status: 422,
    title: 'The HS code {hs_code} ended with the edition of {edition}',
    next: 'Choose one of the codes that followed it',
  },
  hs_unknown: {
    status: 422,
    title: 'The HS code is not in the nomenclature',
    next: 'Choose a six-digit code from the list',
  },
  listing_wrong: {
    status: 422,
    title: 'The listing does not hold together',
    next: 'Correct the fields that are named',
  },
  need_wrong: {
    status: 422,
    title: 'The need does not hold together',
    next: 'Correct the fields that are named',
  },
  listing_not_found: {
    status: 404,
    title: 'There is no such listing',
    next: 'It may have been withdrawn; search the catalogue',
  },
  photo_unusable: {
    status: 422,
    title: 'The file is not a whole JPEG, PNG or WebP',
    next: 'Send the photo as it comes from the camera, of at most 12,000 points a side',
  },
  photo_too_large: {
    status: 422,
    title: 'The photo has {bytes} bytes; at most {most_bytes} are taken',
    next: 'Send it with fewer points; 1280 a side are shown',
  },
  photos_too_many: {
    status: 409,
    title: 'An offer has at most {most} photos',
    next: 'Take one away first',
  },
  photos_busy: {
    status: 503,
    title: 'Too many photos are being made ready',
    next: 'Send it again in a few seconds',
  },
  photo_not_found: {
    status: 404,
    title: 'There is no such photo',
    next: 'Read the offer again; its photos may have changed',
  },
  photo_lost: {
    status: 409,
    title: 'The file of this photo is not in the store any more',
    next: 'Ask the seller to put it in again; the operator restores the folder of files from a backup',
  },
  need_not_found: {
    status: 404,
    title: 'There is no such need',
    next: 'It may have been closed; look through the list',
  },
  organisation_needed: {
    status: 403,
    title: 'Only an organisation can publish',
    next: 'Register your organisation first',
  },
  search_not_found: {
    status: 404,
    title: 'Your organisation keeps no such search',
    next: 'Look through the searches that it keeps',
  },
  too_many_searches: {
    status: 422,
    title: 'Your organisation keeps as many searches as it can',
    next: 'Remove one first',
  },
  price_needs_currency: {
    status: 422,
    title: 'A limit of price needs a currency',
    next: 'Choose the currency that the limit is in',
  },
});
