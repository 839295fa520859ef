/** A sending of a notice as it is stored, for tests that only read it. @module */
import { newId } from '#functions/domain/ids.ts';
import { noticesId } from '#functions/domain/mails/notice-recipients.ts';
import { expiryOf } from '#functions/store/expiry.ts';
import type { StoredReportRun } from '#functions/store/report-runs.ts';
import { type Instant, parseLocalDate } from '#shared/time/wall-time.ts';

/** A notice of one silent terminal, sent to one recipient. */
export function aNoticeRun(at: Instant, serial: string): StoredReportRun {
  const today = parseLocalDate(at.slice(0, 10));
  if (today === null) throw new Error('no day');
  const silent = {
    thing: 'terminal',
    id: serial,
    sites: ['Gate'],
    since: at,
    terminals: [],
    wholeSite: true,
    days: 0,
  };
  return {
    id: newId('run'),
    scheduleId: noticesId,
    state: 'done',
    from: today,
    to: today,
    startedAt: at,
    endedAt: at,
    requestedBy: 'schedule',
    recipients: { sample: { address: 'hr@example.com', state: 'sent', at } },
    notice: JSON.stringify({ silent: [silent], heard: [], unnamed: 0, nothingHeard: false }),
    expiresAt: expiryOf(at),
  };
}
