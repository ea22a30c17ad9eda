export { detectKind, type FileKind } from './detect-kind.ts';
export { detectTable, type TableKind } from './detect-table.ts';
export { type EncodedPicture, encodePicture } from './encode-picture.ts';
export { readStoredFile, removeStoredFile, storeFile, unnamedFilesQueue } from './kept-files.ts';
