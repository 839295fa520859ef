/** The words that stand in reasons for members of closed sets: day types, figures, severities and so on. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Adjustment, Correction } from '#shared/attendance/index.ts';
import type { SheetRow } from '#shared/contract/sheets.ts';
import type { Weekday } from '#shared/time/calendar.ts';
import { columnWords } from './column-words.ts';
import { exceptionLooks, statusLooks } from './looks.ts';
import type { ReasonKind } from './reason-kinds.ts';

type Words<K extends string> = Readonly<Record<K, MessageDescriptor>>;

/** What a day is by plan. */
export const dayTypeWords: Words<SheetRow['dayType']> = {
  workday: msg`workday`,
  restday: msg`rest day`,
  offday: msg`off day`,
  holiday: msg`holiday`,
};

/** How serious an exception is. */
export const severityWords: Words<SheetRow['exceptions'][number]['severity']> = {
  info: msg`for information`,
  warning: msg`warning`,
  error: msg({ message: 'error', context: 'severity' }),
};

/** The figures that an adjustment changes. */
export const figureWords: Words<
  Extract<
    keyof Adjustment,
    'worked' | 'regular' | 'overtime' | 'diffOt' | 'short' | 'late' | 'early' | 'undertime'
  >
> = {
  worked: msg({ message: 'worked', context: 'figure' }),
  regular: msg({ message: 'regular', context: 'figure' }),
  overtime: msg({ message: 'overtime', context: 'figure' }),
  diffOt: msg({ message: 'diff. OT', context: 'figure' }),
  short: msg({ message: 'short', context: 'figure' }),
  late: msg({ message: 'late', context: 'figure' }),
  early: msg({ message: 'early', context: 'figure' }),
  undertime: msg({ message: 'undertime', context: 'figure' }),
};

/** What a correction does. */
export const correctionWords: Words<Correction['kind']> = {
  'add-time': msg`time added`,
  'void-punch': msg`punch taken out`,
  'set-slot': msg`time set`,
  'set-day-type': msg`day type set`,
  'set-schedule': msg`schedule set`,
  'set-leave': msg`leave set`,
  'set-status': msg`status set`,
  'set-remark': msg`remark`,
  'approve-overtime': msg`overtime approved`,
};

/** Kinds of schedules. */
const scheduleWords: Words<'weekly' | 'daily' | 'flexi'> = {
  weekly: msg`weekly`,
  daily: msg`daily`,
  flexi: msg`flexi`,
};

const portionWords: Words<'full' | 'half' | 'hours'> = {
  full: msg`full day`,
  half: msg`half day`,
  hours: msg`hours`,
};

const weekdayWords: Words<Weekday> = {
  monday: msg`Monday`,
  tuesday: msg`Tuesday`,
  wednesday: msg`Wednesday`,
  thursday: msg`Thursday`,
  friday: msg`Friday`,
  saturday: msg`Saturday`,
  sunday: msg`Sunday`,
};

const wordsOf = <K extends string>(looks: Readonly<Record<K, { word: MessageDescriptor }>>) =>
  Object.fromEntries(
    Object.entries<{ word: MessageDescriptor }>(looks).map(([key, { word }]) => [key, word]),
  );

/** The words of the kinds of values that are members of closed sets. */
export const kindWords: Partial<Record<ReasonKind, Readonly<Record<string, MessageDescriptor>>>> = {
  column: columnWords,
  figure: figureWords,
  dayType: dayTypeWords,
  status: wordsOf(statusLooks),
  exception: wordsOf(exceptionLooks),
  severity: severityWords,
  scheduleKind: scheduleWords,
  correctionKind: correctionWords,
  portion: portionWords,
  weekday: weekdayWords,
};
