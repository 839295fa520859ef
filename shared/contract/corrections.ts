/** Routes and schemas of HR's corrections. @module */

import * as z from 'zod';
import { Correction as EngineCorrection } from '#shared/attendance/model/index.ts';
import { entered, entriesQuery, Why, withdrawBody } from './entries.ts';
import { CorrectionId, LocalDateField, page, Slug, UserId, WallTimeField } from './fields.ts';
import type { Plain } from './plain.ts';
import { editors, readers, route } from './route.ts';

const [
  addTime,
  voidPunch,
  setSlot,
  setDayType,
  setSchedule,
  setLeave,
  setStatus,
  setRemark,
  approveOvertime,
] = EngineCorrection.options;
/** What Rollcall itself notes of a correction. */
const noted = { id: true, author: true, enteredAt: true } as const;
const common = {
  userId: UserId,
  date: LocalDateField.meta({ description: 'Day of the sheet that is corrected' }),
  reason: Why,
};

/** A correction that HR enters: an input of the sheet, never a change of a punch. */
export const NewCorrection = z
  .discriminatedUnion('kind', [
    addTime
      .omit(noted)
      .extend({ ...common, wallTime: WallTimeField })
      .meta({ id: 'NewAddTimeCorrection' }),
    voidPunch
      .omit(noted)
      .extend({ ...common, wallTime: WallTimeField })
      .meta({ id: 'NewVoidPunchCorrection' }),
    setSlot
      .omit(noted)
      .extend({ ...common, wallTime: WallTimeField.nullable() })
      .meta({ id: 'NewSetSlotCorrection' }),
    setDayType.omit(noted).extend(common).meta({ id: 'NewSetDayTypeCorrection' }),
    setSchedule
      .omit(noted)
      .extend({ ...common, scheduleId: Slug.nullable() })
      .meta({ id: 'NewSetScheduleCorrection' }),
    setLeave.omit(noted).extend(common).meta({ id: 'NewSetLeaveCorrection' }),
    setStatus.omit(noted).extend(common).meta({ id: 'NewSetStatusCorrection' }),
    setRemark.omit(noted).extend(common).meta({ id: 'NewSetRemarkCorrection' }),
    approveOvertime.omit(noted).extend(common).meta({ id: 'NewApproveOvertimeCorrection' }),
  ])
  .meta({ id: 'NewCorrection' });
export type NewCorrection = Plain<z.output<typeof NewCorrection>>;

const shown = { ...entered, id: CorrectionId, userId: UserId, date: LocalDateField };

/** A correction as stored, withdrawn or not. */
export const Correction = z
  .discriminatedUnion('kind', [
    addTime
      .extend({ ...shown, wallTime: WallTimeField })
      .loose()
      .meta({ id: 'AddTimeCorrection' }),
    voidPunch
      .extend({ ...shown, wallTime: WallTimeField })
      .loose()
      .meta({ id: 'VoidPunchCorrection' }),
    setSlot
      .extend({ ...shown, wallTime: WallTimeField.nullable() })
      .loose()
      .meta({ id: 'SetSlotCorrection' }),
    setDayType.extend(shown).loose().meta({ id: 'SetDayTypeCorrection' }),
    setSchedule.extend(shown).loose().meta({ id: 'SetScheduleCorrection' }),
    setLeave.extend(shown).loose().meta({ id: 'SetLeaveCorrection' }),
    setStatus.extend(shown).loose().meta({ id: 'SetStatusCorrection' }),
    setRemark.extend(shown).loose().meta({ id: 'SetRemarkCorrection' }),
    approveOvertime.extend(shown).loose().meta({ id: 'ApproveOvertimeCorrection' }),
  ])
  .meta({ id: 'Correction' });
export type Correction = Plain<z.output<typeof Correction>>;

/** Routes of corrections. Rollcall recomputes the days that one touches automatically. */
export const corrections = {
  listCorrections: route({
    method: 'GET',
    path: '/v1/corrections',
    service: 'api',
    principals: readers,
    scopes: ['corrections:read'],
    tag: 'corrections',
    summary:
      'Corrections with from ≤ date < to of one user or of everybody, by day, including withdrawn ones',
    query: entriesQuery,
    answer: { status: 200, body: page(Correction) },
    problems: ['request.cursor', 'range.invalid', 'user.unknown', 'user.merged'],
  }),
  getCorrection: route({
    method: 'GET',
    path: '/v1/corrections/{userId}/{date}/{correctionId}',
    service: 'api',
    principals: readers,
    scopes: ['corrections:read'],
    tag: 'corrections',
    summary: 'One correction, withdrawn or not',
    params: z.strictObject({ userId: UserId, date: LocalDateField, correctionId: CorrectionId }),
    answer: { status: 200, body: Correction },
    problems: ['user.unknown', 'user.merged', 'correction.unknown'],
  }),
  createCorrection: route({
    method: 'POST',
    path: '/v1/corrections',
    service: 'api',
    principals: editors,
    scopes: ['corrections:write'],
    tag: 'corrections',
    summary: 'Correct a day of a user. The punches stay; a day whose period is locked gets an adjustment',
    body: NewCorrection,
    answer: { status: 201, body: Correction },
    problems: [
      'user.unknown',
      'user.merged',
      'user.erased',
      'punch.unknown',
      'schedule.unknown',
      'plan.archived',
      'plan.overlap',
      'times.not-kept',
      'request.key-reused',
    ],
  }),
  withdrawCorrection: route({
    method: 'POST',
    path: '/v1/corrections/{userId}/{date}/{correctionId}/withdraw',
    service: 'api',
    principals: editors,
    scopes: ['corrections:write'],
    tag: 'corrections',
    summary: 'Withdraw a correction: it stays on record but no longer counts. Repeating it changes nothing',
    params: z.strictObject({ userId: UserId, date: LocalDateField, correctionId: CorrectionId }),
    body: withdrawBody,
    answer: { status: 200, body: Correction },
    problems: ['user.unknown', 'user.merged', 'user.erased', 'correction.unknown', 'request.key-reused'],
  }),
};
