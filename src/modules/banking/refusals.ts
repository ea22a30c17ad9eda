import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('banking', {
  not_a_bank: { status: 422, title: 'This organisation is no bank you can use', next: 'Choose a bank' },
  zero_amount: { status: 422, title: 'The amount is zero', next: 'Give an amount above zero' },
  message_conflict: {
    status: 409,
    title: 'A message with this number came before with other content',
    next: 'Give a new message a number of its own',
  },
  message_not_found: { status: 404, title: 'There is no such message', next: 'Check its number' },
  account_not_found: {
    status: 404,
    title: 'There is no such bank account',
    next: 'Choose one from your list, or register it',
  },
  account_number_wrong: {
    status: 422,
    title: 'The account number cannot be right',
    next: 'Compare it with the papers of your bank; the field that is wrong is named',
  },
  name_mismatch: {
    status: 422,
    title: 'The account is not in the name of your organisation',
    next: 'Give the holder as your organisation is registered; money is paid out to its own accounts only',
  },
  account_not_verified: {
    status: 409,
    title: 'The bank account is not verified',
    next: 'Wait until the bank has verified it, or choose another account',
  },
  account_not_open: {
    status: 409,
    title: 'This has been decided about the account already',
    next: 'Look at its state; another number is registered as another account',
  },
  own_account: {
    status: 403,
    title: 'Nobody verifies an account of their own organisation',
    next: 'The bank that pays out, or the treasury, verifies it',
  },
  cooling_off: {
    status: 409,
    title: 'Nothing is paid to this account yet, because it was verified only now',
    next: 'Order again after the time named; if the account is not yours, close it',
  },
  no_payout_rule: {
    status: 422,
    title: 'The house pays nothing out in this currency',
    next: 'Exchange the money first, or ask the treasury',
  },
  not_held: {
    status: 409,
    title: 'The payout is not held',
    next: 'Look at its state; what has gone out is called back, what waits for a second person is declined',
  },
  not_awaiting: {
    status: 409,
    title: 'The payout does not wait for anybody',
    next: 'Look at its state',
  },
  order_not_found: { status: 404, title: 'There is no such payment order', next: 'Check its number' },
  recall_answered: {
    status: 409,
    title: 'The call back has been answered already',
    next: 'Read what became of it; an answer is not changed',
  },
  recall_not_found: {
    status: 404,
    title: 'There is no such call back, or it is not yours',
    next: 'Look into the list of payments that are called back',
  },
  recall_not_yours: {
    status: 403,
    title: 'Somebody else answers this call back',
    next: 'Whose account was credited decides; the treasury gives the second word, and refuses what belongs to nobody yet',
  },
  recall_reason_missing: {
    status: 422,
    title: 'A refusal needs its reason',
    next: 'Choose why the payment is not given back',
  },
  recall_unmatched: {
    status: 409,
    title: 'The payment belongs to nobody yet',
    next: 'The bank matches it first; then whose money it is decides',
  },
  not_recallable: {
    status: 409,
    title: 'The payment cannot be called back',
    next: 'Look at its state; only what was sent, once, can be called back',
  },
  no_nostro: {
    status: 422,
    title: 'The bank keeps no account in this currency here',
    next: 'Ask the bank to name the account',
  },
  entry_not_found: { status: 404, title: 'There is no such entry', next: 'Check the list of entries' },
  target_not_found: {
    status: 404,
    title: 'What the entry should belong to does not exist, or is settled already',
    next: 'Choose another of the suggestions',
  },
  not_unmatched: {
    status: 409,
    title: 'Something counts for this entry already, or awaits a decision',
    next: 'Look at the entry again',
  },
  not_matched: { status: 409, title: 'Nothing counts for this entry', next: 'Look at the entry again' },
  not_proposed: { status: 409, title: 'There is nothing to decide', next: 'Look at the entry again' },
  not_undoable: {
    status: 409,
    title: 'What was paid cannot be taken back like this',
    next: 'Call the payment back; the bank returns it',
  },
  four_eyes: {
    status: 403,
    title: 'Who proposes does not decide',
    next: 'Ask a colleague to look at it',
  },
  already_met: { status: 409, title: 'Another entry was counted for this', next: 'Choose another target' },
  other_amount: { status: 422, title: 'The amounts differ', next: 'Choose another target' },
  not_a_statement: {
    status: 422,
    title: 'This is neither a statement nor a notice',
    next: 'Give a camt.053 or camt.054',
  },
  too_many_entries: {
    status: 422,
    title: 'The period has too many entries for one file',
    next: 'Ask for a shorter period',
  },
  other_side: { status: 422, title: 'A debit is no deposit', next: 'Choose a payment order' },
});
