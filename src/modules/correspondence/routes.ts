import { route } from '../../platform/index.ts';
import { FILES_BODY_BYTES } from './files.ts';
import { getMessageFile } from './get-file.ts';
import { listMessages, readMessages } from './read-messages.ts';
import { sendMessage } from './send-message.ts';

const tags = ['correspondence'];

export const routes = [
  route('GET', '/deals/:deal_id/messages', listMessages, { summary: 'Messages of a deal', tags }),
  route('POST', '/deals/:deal_id/messages', sendMessage, {
    summary: 'Write to the other side or to everybody in the deal',
    tags,
    per_minute: 30,
    body_limit_bytes: FILES_BODY_BYTES,
  }),
  route('GET', '/deals/:deal_id/messages/:number/files/:place', getMessageFile, {
    summary: 'A file that came with a message',
    tags,
    raw: true,
  }),
  route('POST', '/deals/:deal_id/messages/read', readMessages, {
    summary: 'Say how far you have read',
    tags,
  }),
];
