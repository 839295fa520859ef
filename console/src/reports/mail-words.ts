/** The words for when a report is sent, and of which days. @module */

import { useLingui } from '@lingui/react/macro';
import type { ReportRun, ReportSchedule } from '#shared/contract/report-schedules.ts';
import { reportDaysWords } from '../day/report-days.ts';
import { useFormat } from '../day/use-format.ts';
import { dateOfWeekday, type MailContent, type MailDays } from './mail-draft.ts';
import { reportWords } from './report-words.ts';

/** Says of which days a report is. */
export function useDaysWord(): (days: MailDays) => string {
  const { i18n } = useLingui();
  return (days) => i18n._(reportDaysWords[days]);
}

/** Says what is sent and when. */
export function useMailWords() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return {
    what: (content: MailContent) =>
      content.what === 'report' ? i18n._(reportWords[content.name].title) : t`Export for payroll`,
    when: ({ rhythm, at }: Pick<ReportSchedule, 'rhythm' | 'at'>) => {
      const time = format.time(`2024-01-01T${at}:00`);
      switch (rhythm.every) {
        case 'day':
          return t`Each day at ${time}`;
        case 'week':
          return t`Each ${format.date(dateOfWeekday(rhythm.on), 'weekdayLong')} at ${time}`;
        case 'month':
          return t`Each month on day ${rhythm.on} at ${time}`;
      }
    },
    weekday: (weekday: Parameters<typeof dateOfWeekday>[0]) =>
      format.date(dateOfWeekday(weekday), 'weekdayLong'),
  };
}

/** The words of what became of a mail. */
export function useRunWords() {
  const { t } = useLingui();
  const runs: Readonly<Record<ReportRun['state'], string>> = {
    waiting: t`Under way`,
    sent: t`Sent`,
    partly: t`Sent to some`,
    failed: t`Failed`,
    nothing: t`Nothing to send`,
  };
  const recipients: Readonly<Record<ReportRun['recipients'][number]['state'], string>> = {
    waiting: t`waits`,
    sending: t`is being sent`,
    sent: t`sent`,
    failed: t`failed`,
    'left-out': t`left out`,
  };
  return { runs, recipients };
}
