/** A schedule of downloads as somebody types it: fields may be empty for a while. Pure functions. @module */

import type { DownloadSchedule } from '#shared/contract/settings.ts';

/** A schedule with everything that its kinds need, so that a change of kind has something to begin with. */
export interface ScheduleDraft {
  kind: DownloadSchedule['kind'];
  /** Minutes; null while the field is empty. */
  everyMinutes: number | null;
  /** One or two times of day, `HH:MM`; null while half typed. */
  times: (string | null)[];
}

/** What a kind begins with. */
const first = { everyMinutes: 30, times: ['12:00'] } as const;

/** A schedule as a draft. */
export function draftOf(schedule: DownloadSchedule): ScheduleDraft {
  return {
    kind: schedule.kind,
    everyMinutes: schedule.kind === 'interval' ? schedule.everyMinutes : first.everyMinutes,
    times: schedule.kind === 'daily' ? [...schedule.times] : [...first.times],
  };
}

/** The draft after a change of its kind: of the other kinds nothing typed remains. */
export function ofKind(draft: ScheduleDraft, kind: ScheduleDraft['kind']): ScheduleDraft {
  return kind === draft.kind ? draft : { kind, everyMinutes: first.everyMinutes, times: [...first.times] };
}

/** What is wrong with a draft. */
export type ScheduleFlaw = 'no-minutes' | 'no-time' | 'same-times';

/** What is wrong with a draft; `undefined` when nothing is. */
export function flawOf({ kind, everyMinutes, times }: ScheduleDraft): ScheduleFlaw | undefined {
  if (kind === 'interval' && everyMinutes === null) return 'no-minutes';
  if (kind !== 'daily') return undefined;
  if (times.includes(null)) return 'no-time';
  return new Set(times).size < times.length ? 'same-times' : undefined;
}

/** The schedule of a draft without flaws. */
export function scheduleOf({ kind, everyMinutes, times }: ScheduleDraft): DownloadSchedule {
  if (kind === 'interval') return { kind, everyMinutes: everyMinutes ?? first.everyMinutes };
  if (kind === 'daily') return { kind, times: times.filter((time) => time !== null).sort() };
  return { kind };
}
