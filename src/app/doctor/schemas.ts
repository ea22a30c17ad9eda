import { isRefusal } from '../../kernel/refusal.ts';
import { messageNames, openSchemas } from '../../modules/iso20022/index.ts';
import type { Config } from '../../platform/config.ts';
import { type Finding, look, note, ok, problem } from './finding.ts';

const NAME = 'message schemas';
const MEND = 'Put the official schemas into the folder of SAUDA_XSD_DIR, or leave it unset';

/** The schemas that banks' messages are validated against: all there, some missing, or one that cannot be read. */
export function examineSchemas(config: Config): Promise<Finding[]> {
  const folder = config.xsd_dir;
  if (!folder) return Promise.resolve([]);
  return look(NAME, MEND, async () => {
    const schemas = await openSchemas(folder);
    try {
      const looked = messageNames.map((name) => ({ name, covered: schemas.covers(name) }));
      const unusable = looked.flatMap(({ covered }) => (isRefusal(covered) ? [covered] : []));
      const [first] = unusable;
      if (first) {
        const more = unusable.length > 1 ? `, and ${unusable.length - 1} more` : '';
        return [problem(NAME, `${first.params.file}: ${first.params.reason}${more}`, MEND)];
      }
      const missing = looked.filter(({ covered }) => covered === false).map(({ name }) => name);
      if (missing.length === 0) return [ok(NAME, `all ${messageNames.length} are there`)];
      return [note(NAME, `not validated: ${missing.join(', ')}`, MEND)];
    } finally {
      schemas.close();
    }
  });
}
