/** The reports as questions, with what they are about and the period that they are asked for first. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  AlarmClock,
  CalendarX,
  ClipboardList,
  Coins,
  Fingerprint,
  Grid3x3,
  IdCard,
  type LucideIcon,
  PencilLine,
  TriangleAlert,
  UserCheck,
} from 'lucide-react';
import type { ReportName } from '#shared/contract/report-names.ts';

/** The period that a report is asked for first. */
export type FirstPeriod = 'yesterday' | 'today' | 'week' | 'payroll';

/** How a report is called here. */
export interface ReportWords {
  title: MessageDescriptor;
  question: MessageDescriptor;
  icon: LucideIcon;
  first: FirstPeriod;
}

/** All reports, in the order in which they are shown. */
export const reportWords: Readonly<Record<ReportName, ReportWords>> = {
  exceptions: {
    title: msg`Yesterday’s exceptions`,
    question: msg`Who came late, left early, was absent, or forgot a time? Which ids does nobody claim?`,
    icon: TriangleAlert,
    first: 'yesterday',
  },
  presence: {
    title: msg`Who is in`,
    question: msg`Who is in the building, by department? The list for a fire.`,
    icon: UserCheck,
    first: 'today',
  },
  matrix: {
    title: msg`Month matrix`,
    question: msg`What became of every day of everybody, one letter a day?`,
    icon: Grid3x3,
    first: 'payroll',
  },
  'time-card': {
    title: msg`Time card`,
    question: msg`Which times does each person have, planned and actual, ready to be signed?`,
    icon: IdCard,
    first: 'payroll',
  },
  'payroll-summary': {
    title: msg`Pay summary by code`,
    question: msg`How many hours does each person have by pay code, and what is not approved?`,
    icon: Coins,
    first: 'payroll',
  },
  overtime: {
    title: msg`Overtime to approve`,
    question: msg`Which overtime and premiums wait for approval?`,
    icon: ClipboardList,
    first: 'payroll',
  },
  lateness: {
    title: msg`Late and early`,
    question: msg`How often and how long did each person come late or leave early?`,
    icon: AlarmClock,
    first: 'payroll',
  },
  absence: {
    title: msg`Absence and leave`,
    question: msg`Who was away, how long, and with which leave?`,
    icon: CalendarX,
    first: 'payroll',
  },
  corrections: {
    title: msg`Corrections`,
    question: msg`Who has changed which day, what, and why?`,
    icon: PencilLine,
    first: 'payroll',
  },
  punches: {
    title: msg`Punch list`,
    question: msg`What did the terminals record? Nothing of it was ever changed.`,
    icon: Fingerprint,
    first: 'week',
  },
};
