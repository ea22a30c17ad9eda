import { route } from '../../platform/index.ts';
import { callOff } from './call-off.ts';
import { answerPrices, proposePrices } from './change-prices.ts';
import { listFrames } from './list-frames.ts';
import { answerFrame, approveFrame, proposeFrame } from './propose-frame.ts';

const tags = ['agreements'];

export const routes = [
  route('GET', '/frames', listFrames, { summary: 'Frame agreements of your firm', tags }),
  route('POST', '/deals/:deal_id/frames', proposeFrame, {
    summary: 'Propose a frame agreement on the terms of a deal',
    tags,
  }),
  route('POST', '/frames/:frame_id/answer', answerFrame, { summary: 'Accept or refuse a proposal', tags }),
  route('POST', '/frames/:frame_id/approvals/:request_id', approveFrame, {
    summary: 'Decide a frame agreement as the second person of your firm',
    tags,
  }),
  route('POST', '/frames/:frame_id/prices', proposePrices, {
    summary: 'Propose other prices from a day on',
    tags,
  }),
  route('POST', '/frames/:frame_id/prices/:change_id/answer', answerPrices, {
    summary: 'Accept or refuse other prices',
    tags,
  }),
  route('POST', '/frames/:frame_id/calls', callOff, {
    summary: 'Call off: a deal at the agreed terms',
    tags,
  }),
];
