/** The words for which days a report that is sent is of. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReportDays } from '#shared/contract/report-schedules.ts';

/** The words of each choice of days. */
export const reportDaysWords: Readonly<Record<ReportDays, MessageDescriptor>> = {
  today: msg`Today`,
  yesterday: msg`Yesterday`,
  'last-7-days': msg`The last 7 days`,
  'this-week': msg`This week`,
  'last-week': msg`Last week`,
  'this-month': msg`This month`,
  'last-month': msg`Last month`,
  'this-payroll-period': msg`This payroll period`,
  'last-payroll-period': msg`Last payroll period`,
};
