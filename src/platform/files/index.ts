export { detectKind, type FileKind } from './detect-kind.ts';
export { readStoredFile, storeFile } from './kept-files.ts';
