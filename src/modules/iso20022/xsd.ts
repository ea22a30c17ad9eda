import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MessageName } from './messages.ts';

const SCHEMA_BYTE_LIMIT = 5 * 1024 * 1024;
const ERRORS_SHOWN = 10;

/** Validates texts against the schemas of one folder; a message without a schema there passes unchecked. */
export interface SchemaValidator {
  /**
   * True when it holds, `none` when the folder has no schema of this message. Refuses with iso20022.schema, and with
   * iso20022.schema_unusable where the folder or the schema in it cannot be read: then nothing is known of the message.
   */
  validate(name: MessageName, xml: string | Uint8Array): Outcome<true | 'none'>;
  /** Whether messages of this name are validated; refuses with iso20022.schema_unusable. */
  covers(name: MessageName): Outcome<boolean>;
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
  const opened = new Map<MessageName, InstanceType<typeof XsdValidator>>();
  const open = (name: MessageName): InstanceType<typeof XsdValidator> | null => {
    if (!statSync(folder).isDirectory()) throw new Error('SAUDA_XSD_DIR is no folder');
    const file = join(folder, `${name}.xsd`);
    if (!existsSync(file)) return null;
    if (statSync(file).size > SCHEMA_BYTE_LIMIT) throw new Error('it is too large for a schema');
    const document = XmlDocument.fromBuffer(readFileSync(file), { option: ParseOption.XML_PARSE_NONET });
    try {
      const schema = XsdValidator.fromDoc(document);
      parts.push(schema, document);
      return schema;
    } catch (error) {
      // The memory of WebAssembly is collected by nobody, and a schema that is no good is tried at every message.
      document.dispose();
      throw error;
    }
  };
  // What could not be opened is not remembered: it may have been mended since.
  const schemaOf = (name: MessageName): Outcome<InstanceType<typeof XsdValidator> | null> => {
    try {
      const schema = opened.get(name) ?? open(name);
      if (schema) opened.set(name, schema);
      return schema;
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).replaceAll(folder, '').trim();
      return refuse('iso20022.schema_unusable', { file: `${name}.xsd`, reason: reason.slice(0, 300) });
    }
  };
  return {
    validate(name, xml) {
      const schema = schemaOf(name);
      if (isRefusal(schema)) return schema;
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
    covers(name) {
      const schema = schemaOf(name);
      return isRefusal(schema) ? schema : schema !== null;
    },
    close() {
      for (const part of parts) part.dispose();
      opened.clear();
    },
  };
}
