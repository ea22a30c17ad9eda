import { route } from '../../platform/index.ts';
import { answerIntroduction } from './answer-introduction.ts';
import { attendDay } from './days/attend-day.ts';
import { callOffDay } from './days/call-off-day.ts';
import { changeDay } from './days/change-day.ts';
import { createDay } from './days/create-day.ts';
import { getAgendaFile } from './days/get-agenda-file.ts';
import { getDay } from './days/get-day.ts';
import { getDaySheet } from './days/get-day-sheet.ts';
import { inviteFirms } from './days/invite-firms.ts';
import { listDays } from './days/list-days.ts';
import { planDay } from './days/plan-day.ts';
import { publishPlan } from './days/publish-plan.ts';
import { recordOutcome } from './days/record-outcome.ts';
import { withdrawFromDay } from './days/withdraw-from-day.ts';
import { findMatches } from './find-matches.ts';
import { findPartners } from './find-partners.ts';
import { getFunnel } from './funnel/get-funnel.ts';
import { introduce } from './introduce.ts';
import { listIntroductions } from './list-introductions.ts';

const tags = ['matching'];

export const routes = [
  route('GET', '/needs/:need_id/matches', findMatches, {
    summary: 'Offers that answer a need, with reasons',
    tags,
  }),
  route('GET', '/organisations/:org_id/partners', findPartners, {
    summary: 'Firms that fit a firm, by the best pair of a need and an offer, with reasons',
    tags,
  }),
  route('GET', '/onboarding-funnel', getFunnel, {
    summary: 'How far the firms have come that you brought on',
    tags,
  }),
  route('POST', '/introductions', introduce, { summary: 'Introduce buyer and seller', tags }),
  route('GET', '/introductions', listIntroductions, { summary: 'Your introductions, newest first', tags }),
  route('POST', '/introductions/:introduction_id/answer', answerIntroduction, {
    summary: 'Answer an introduction',
    tags,
  }),
  route('POST', '/matchmaking-days', createDay, { summary: 'Announce a matchmaking day', tags }),
  route('GET', '/matchmaking-days', listDays, {
    summary: 'Matchmaking days you hold, are invited to or may register for',
    tags,
  }),
  route('GET', '/matchmaking-days/:day_id', getDay, {
    summary: 'A matchmaking day, as far as you see it',
    tags,
  }),
  route('PUT', '/matchmaking-days/:day_id', changeDay, {
    summary: 'Change a day; published meetings are published anew',
    tags,
    per_minute: 30,
  }),
  route('POST', '/matchmaking-days/:day_id/calling-off', callOffDay, { summary: 'Call a day off', tags }),
  route('GET', '/matchmaking-days/:day_id/agenda', getAgendaFile, {
    summary: 'Your published meetings as a calendar file',
    tags,
    raw: true,
  }),
  route('GET', '/matchmaking-days/:day_id/sheet', getDaySheet, {
    summary: 'The plan of a day you hold, or your agenda, as PDF',
    tags,
    raw: true,
    per_minute: 30,
  }),
  route('POST', '/matchmaking-days/:day_id/invitations', inviteFirms, {
    summary: 'Invite firms to a day',
    tags,
  }),
  route('POST', '/matchmaking-days/:day_id/attendance', attendDay, {
    summary: 'Come to a day, with your needs or your offers',
    tags,
  }),
  route('POST', '/matchmaking-days/:day_id/withdrawal', withdrawFromDay, {
    summary: 'Do not come after all',
    tags,
  }),
  route('POST', '/matchmaking-days/:day_id/plan', planDay, {
    summary: 'Plan who meets whom at which table',
    tags,
    per_minute: 30,
  }),
  route('POST', '/matchmaking-days/:day_id/publication', publishPlan, {
    summary: 'Publish the plan to the firms',
    tags,
  }),
  route('POST', '/matchmaking-days/:day_id/outcomes', recordOutcome, { summary: 'How a meeting went', tags }),
];
