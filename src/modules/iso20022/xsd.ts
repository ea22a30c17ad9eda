import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MessageName } from './messages.ts';

const SCHEMA_BYTE_LIMIT = 5 * 1024 * 1024;
const ERRORS_SHOWN = 10;

/** Validates texts against the schemas of one folder; a message without a schema there passes unchecked. */
export interface SchemaValidator {
  /** True when it holds, `none` when the folder has no schema of this message; refuses with iso20022.schema. */
  validate(name: MessageName, xml: string | Uint8Array): Outcome<true | 'none'>;
  close(): void;
}

/**
 * Opens a folder of official schemas, named as they are published (`pacs.008.001.08.xsd`). libxml2, compiled to
 * WebAssembly, is loaded only here; it is given no way to reach files or the network, so a schema that includes
 * another fails. Validate only what `readMessage` has read before: it refuses document types and sizes.
 */
export async function openSchemas(folder: string): Promise<SchemaValidator> {
  const { XmlDocument, XmlValidateError, XsdValidator, ParseOption } = await import('libxml2-wasm');
  const parts: { dispose(): void }[] = [];
  const opened = new Map<MessageName, InstanceType<typeof XsdValidator> | null>();
  const schemaOf = (name: MessageName): InstanceType<typeof XsdValidator> | null => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const file = join(folder, `${name}.xsd`);
    let schema: InstanceType<typeof XsdValidator> | null = null;
    if (existsSync(file)) {
      if (statSync(file).size > SCHEMA_BYTE_LIMIT) throw new Error(`${file} is too large for a schema`);
      const document = XmlDocument.fromBuffer(readFileSync(file), { option: ParseOption.XML_PARSE_NONET });
      schema = XsdValidator.fromDoc(document);
      parts.push(schema, document);
    }
    opened.set(name, schema);
    return schema;
  };
  return {
    validate(name, xml) {
      const schema = schemaOf(name);
      if (!schema) return 'none';
      const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
      const document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NONET });
      try {
        schema.validate(document);
        return true;
      } catch (error) {
        if (!(error instanceof XmlValidateError)) throw error;
        const details = error.details
          .slice(0, ERRORS_SHOWN)
          .map((d) => `line ${d.line}: ${d.message.trim()}`);
        return refuse('iso20022.schema', { message: name, reason: details.join('; ').slice(0, 1000) });
      } finally {
        document.dispose();
      }
    },
    close() {
      for (const part of parts) part.dispose();
      opened.clear();
    },
  };
}
