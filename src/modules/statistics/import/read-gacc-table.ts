import type { Outcome } from '../../../kernel/refusal.ts';
import type { ChosenFormat, FileKind } from './choose-format.ts';

export async function readGaccTable(
  _file: string,
  _kind: FileKind,
  _folder: string,
): Promise<Outcome<ChosenFormat | undefined>> {
  return undefined;
}
