/** What problems about people, plans and what HR enters are answered with. @module */

import type { Answers } from './answers.ts';

/** Answers by code. */
export const answersOfHr = {
  'approval.own': {
    facts: { entryId: 'cor_1', author: 'key:1' },
    status: 403,
    detail:
      'The entry cor_1 is of key:1, so that somebody else has to decide about it. Have a second person decide, or withdraw the entry.',
  },
  'approval.not-possible': {
    facts: { entryId: 'cor_1', is: 'withdrawn' },
    status: 409,
    detail:
      'The entry cor_1 is withdrawn: there is nothing to decide about it. To decide otherwise, undo the decision first; what is withdrawn is entered anew.',
  },
  'approval.locked': {
    facts: { entryId: 'cor_1', lockId: 'lck_1', from: '2026-03-01', to: '2026-04-01' },
    status: 409,
    detail:
      'The approval of cor_1 counts in the period from 2026-03-01 up to but not including 2026-04-01, which is locked (lck_1). Withdraw the entry, which becomes an adjustment, or unlock the period first.',
  },
  'period.unapproved': {
    facts: {
      from: '2026-03-01',
      to: '2026-04-01',
      total: 2,
      entries: [{ kind: 'leave', userId: '701', first: '2026-03-02', id: 'lve_1' }],
    },
    status: 409,
    detail:
      'In the period from 2026-03-01 up to but not including 2026-04-01 2 entries wait for approval: leave of 701 on 2026-03-02 and 1 more. Decide about them first (GET /v1/approvals lists them), or send force to lock the period without them.',
  },
  'department.unknown': {
    facts: { department: 'Works' },
    status: 404,
    detail: 'There is no department "Works". Put it on the list first, or choose another one.',
  },
  'department.in-use': {
    facts: { department: 'Works', userIds: ['1'], parts: ['Paint'], more: true },
    status: 409,
    detail:
      'The department "Works" is in use: users 1 and others have it and "Paint" belong to it. Name a department of the list in "moveTo", which takes at most 500 users, or move them first.',
  },
  'user.merged': {
    facts: { userId: '701', into: '702' },
    status: 409,
    detail:
      'The user "701" is "702" now. Use that id. A path with the id of before is redirected there (308).',
  },
  'user.not-merged': {
    facts: { userId: '701' },
    status: 409,
    detail: 'The user "701" has not been merged or renamed, or that was undone.',
  },
  'user.unknown': {
    facts: { userId: '701' },
    status: 404,
    detail: 'There is no user "701".',
  },
  'user.exists': {
    facts: { userId: '0701', existingId: '701' },
    status: 409,
    detail:
      'A user with the id "701" exists and "0701" is the same id (leading zeros do not count). Edit that one, or choose another id.',
  },
  'user.erased': {
    facts: { userId: '7', erasedAt: '2026-03-01T00:00:00Z' },
    status: 409,
    detail:
      'The person "7" was erased at 2026-03-01T00:00:00Z, and cannot be edited. Give another person another id: the times under this one are those of the person who was erased.',
  },
  'users.too-many': {
    facts: { most: 10_000, what: 'one file cannot have them all' },
    status: 413,
    detail:
      'There are more than 10000 users; one file cannot have them all. Name a department or ids, or read the list in the order of the ids, page by page.',
  },
  'schedule.unknown': {
    facts: { scheduleId: 'office' },
    status: 404,
    detail: 'There is no clocking schedule "office".',
  },
  'roster.unknown': {
    facts: { rosterId: 'office-week' },
    status: 404,
    detail: 'There is no duty roster "office-week".',
  },
  'calendar.unknown': {
    facts: { calendarId: 'de-by' },
    status: 404,
    detail: 'There is no holiday calendar "de-by".',
  },
  'plan.archived': {
    facts: { part: 'duty roster', id: 'office' },
    status: 409,
    detail:
      'The duty roster "office" is archived: it counts where it is used, and is given to nobody new. Choose another one, or restore it first.',
  },
  'plan.overlap': {
    facts: { userId: '7', first: 'early', second: 'late' },
    status: 409,
    detail: 'User 7: the shifts early and late overlap. Change one of them.',
  },
  'correction.unknown': {
    facts: { correctionId: 'cor_1' },
    status: 404,
    detail: 'There is no correction "cor_1" of that user and day.',
  },
  'leave.unknown': {
    facts: { leaveId: 'lve_1' },
    status: 404,
    detail: 'There is no leave "lve_1" of that user from that day on.',
  },
  'leave.overlap': {
    facts: { userId: '701', date: '2026-03-03', first: 'annual (lve_1)', second: 'sick' },
    status: 409,
    detail:
      'User 701 has the leave annual (lve_1) on 2026-03-03 already; the leave sick would take the same time. ' +
      'Withdraw the one that is there, or enter other days.',
  },
  'override.unknown': {
    facts: { overrideId: 'ovr_1' },
    status: 404,
    detail: 'There is no day override "ovr_1" of that user and day.',
  },
  'lock.unknown': {
    facts: { lockId: 'lck_1' },
    status: 404,
    detail: 'There is no period lock "lck_1".',
  },
  'period.unfinished': {
    facts: {
      from: '2026-03-01',
      to: '2026-04-01',
      total: 7,
      days: ['02', '03', '04', '05', '06', '09', '10'].map((day) => ({
        userId: '1042',
        date: `2026-03-${day}`,
        status: 'pending',
      })),
    },
    status: 409,
    detail:
      'The period from 2026-03-01 up to but not including 2026-04-01 has 7 pending or incomplete days: 1042 on 2026-03-02 (pending), 1042 on 2026-03-03 (pending), 1042 on 2026-03-04 (pending), 1042 on 2026-03-05 (pending), 1042 on 2026-03-06 (pending) and 2 more. Complete them first, or send force to lock the period as it is.',
  },
  'period.locked': {
    facts: { lockId: 'lck_1', from: '2026-02-01', to: '2026-03-01' },
    status: 409,
    detail:
      'The period from 2026-02-01 up to but not including 2026-03-01 is already locked (lck_1). Unlock it first, or lock other days.',
  },
} satisfies Partial<Answers>;
