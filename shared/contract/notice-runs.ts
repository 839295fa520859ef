/** Routes and schemas of notices that were sent by e-mail: what each told, to whom, and what has become of it. @module */

import * as z from 'zod';
import { failure } from './failure.ts';
import { Count, InstantField, page, paging, ReportRunId } from './fields.ts';
import { Silence } from './notices.ts';
import type { Plain } from './plain.ts';
import { SentState, SentTo } from './report-schedules.ts';
import { route } from './route.ts';

const ToldThing = z
  .looseObject(
    Silence.pick({ thing: true, id: true, name: true, sites: true, since: true, until: true }).shape,
  )
  .meta({ id: 'ToldThing', description: 'A bridge or a terminal as a notice told of it' });

const NoticeRun = z
  .looseObject({
    id: ReportRunId,
    state: SentState,
    reason: z.string().optional().meta({ description: 'Why it failed, or why nothing was sent' }),
    ...failure,
    startedAt: InstantField,
    endedAt: InstantField.optional(),
    nothingHeard: z
      .boolean()
      .meta({ description: 'Whether it said that nothing at all was heard of any bridge or terminal' }),
    silent: z.array(ToldThing).meta({ description: 'What had gone silent' }),
    heard: z.array(ToldThing).meta({ description: 'What was heard of again' }),
    unnamed: Count.meta({ description: 'How many more there were than it named' }),
    recipients: z.array(SentTo),
  })
  .meta({ id: 'NoticeRun' });
/** The sending of a notice. */
export type NoticeRun = Plain<z.output<typeof NoticeRun>>;

/** Routes of notices. They show addresses of people, and so are for those who may edit people. */
export const noticeRuns = {
  listNoticeRuns: route({
    method: 'GET',
    path: '/v1/notices/silence/runs',
    service: 'api',
    principals: ['hr', 'admin'],
    tag: 'settings',
    summary: 'Who was told by e-mail of what is silent or heard again, or was not; the latest first',
    query: z.strictObject({ ...paging }),
    answer: { status: 200, body: page(NoticeRun) },
    problems: ['request.cursor'],
  }),
};
