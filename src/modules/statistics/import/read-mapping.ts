import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { Mapping } from './mapping.ts';

const TEXT_LIMIT = 65_536;

/** A mapping file in YAML. Refuses with statistics.import_mapping_wrong and says where. */
export function readMapping(text: string): Outcome<Mapping> {
  if (text.length > TEXT_LIMIT) return wrong(`it is longer than ${TEXT_LIMIT} characters`);
  let value: unknown;
  try {
    // No anchors that grow without end, and no words that turn into something else.
    value = parse(text, { maxAliasCount: 0, schema: 'core' });
  } catch (error) {
    return wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  if (Value.Check(Mapping, value)) return value;
  const [first] = Value.Errors(Mapping, value);
  return wrong(first ? `${first.instancePath || '/'} ${first.message}` : 'it is not a mapping');
}

const wrong = (reason: string) => refuse('statistics.import_mapping_wrong', { reason });
