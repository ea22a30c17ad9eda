import { defineRefusals } from '../../platform/index.ts';

/** Why a message of a bank cannot be read or written. Each comes with the path of the element where it was found. */
export const refusals = defineRefusals('iso20022', {
  too_large: { status: 413, title: 'The message is too large', next: 'Split it into several messages' },
  not_utf8: { status: 422, title: 'The message is not in UTF-8', next: 'Send it in UTF-8' },
  malformed: {
    status: 422,
    title: 'The message is not well-formed XML',
    next: 'Mend the XML and send it again',
  },
  doctype: {
    status: 422,
    title: 'The message declares a document type, which could hide entities',
    next: 'Send it without DOCTYPE',
  },
  too_deep: { status: 422, title: 'Elements are nested too deeply', next: 'Send a message of the standard' },
  too_many_elements: {
    status: 422,
    title: 'The message has too many elements',
    next: 'Split it into several messages',
  },
  namespace: {
    status: 422,
    title: 'The namespace is not that of the message',
    next: 'Use the namespace of the ISO 20022 schema in every element',
  },
  unknown_message: {
    status: 422,
    title: 'This message or version is not read here',
    next: 'See the reference of messages for those that are',
  },
  missing: { status: 422, title: 'A field that is needed is missing', next: 'Add the element named' },
  repeated: { status: 422, title: 'A field occurs too often', next: 'Remove or split what is too much' },
  choice: { status: 422, title: 'Exactly one of several fields is needed', next: 'Give one of them' },
  value: { status: 422, title: 'A value does not fit its field', next: 'Correct the element named' },
  amount_negative: {
    status: 422,
    title: 'An amount is negative',
    next: 'Give the amount without a sign and say whether it is a debit or a credit',
  },
  amount_too_large: {
    status: 422,
    title: 'An amount has too many digits',
    next: 'Give at most eighteen digits',
  },
  minor_units: {
    status: 422,
    title: 'An amount has more decimals than its currency',
    next: 'Give as many decimals as ISO 4217 allows for the currency',
  },
  currency: { status: 422, title: 'The currency is not kept here', next: 'Use one of the currencies listed' },
  check_digit: { status: 422, title: 'A check digit is wrong', next: 'Compare the number with its source' },
  totals: {
    status: 422,
    title: 'The totals of the message are not those of its transactions',
    next: 'Correct the number of transactions or the control sum',
  },
  profile: {
    status: 422,
    title: 'The message does not meet a rule of the network',
    next: 'See the rule named, and the reference of messages',
  },
  schema: {
    status: 422,
    title: 'The message does not validate against the schema',
    next: 'Mend what is named and send it again',
  },
  schema_unusable: {
    status: 503,
    title: 'The schema that the message should be validated against cannot be read',
    next: 'Send the message again once the operator has mended the schema that is named',
  },
});
