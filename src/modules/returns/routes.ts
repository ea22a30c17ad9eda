import { route } from '../../platform/index.ts';
import { askReturn } from './ask-return.ts';
import { listDealReturns, listReturns } from './list-returns.ts';
import { answerReturn, payAgain, receiveBack, sendBack } from './step-return.ts';

const tags = ['returns'];
const one = '/deals/:deal_id/returns/:return_id';

export const routes = [
  route('GET', '/returns', listReturns, { summary: 'Returns of your deals', tags }),
  route('GET', '/deals/:deal_id/returns', listDealReturns, { summary: 'Returns of a deal', tags }),
  route('POST', '/deals/:deal_id/returns', askReturn, { summary: 'Ask to give goods back', tags }),
  route('POST', `${one}/answer`, answerReturn, { summary: 'Approve or refuse a return', tags }),
  route('POST', `${one}/sending`, sendBack, { summary: 'The goods are on their way back', tags }),
  route('POST', `${one}/receipt`, receiveBack, { summary: 'The goods are back', tags }),
  route('POST', `${one}/payment`, payAgain, { summary: 'Try again to pay a refund that lacked money', tags }),
];
