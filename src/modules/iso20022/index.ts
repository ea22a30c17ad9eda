import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';

export { sumOf } from './check-totals.ts';
export { type CyrillicLanguage, guessCyrillicLanguage } from './cyrillic.ts';
export { describeMessage } from './describe-message.ts';
export { type Latin, toLatin } from './latin.ts';
export { amountText, readAmount } from './leaves.ts';
export { type AnyMessage, isMessageName, type Message, type MessageName, messageNames } from './messages.ts';
export { applyProfile, type Change, type ProfileName, profileNames } from './profiles.ts';
export { BYTE_LIMIT, type Reading, readMessage } from './read-message.ts';
export { schemaText } from './schema-text.ts';
export { writeMessage } from './write-message.ts';
export { openSchemas, type SchemaValidator } from './xsd.ts';

/** The banks' messages. It keeps nothing: no tables, no routes. */
export const iso20022: Module = {
  name: 'iso20022',
  migrations: new URL('./migrations/', import.meta.url),
  routes: [],
  refusals,
};
