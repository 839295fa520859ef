/** Ties the formats of `format.ts` to a language, a zone and a reader's choices. @module */

import type { LocalDate, WallTime } from '#shared/time/wall-time.ts';
import * as text from './format.ts';
import type { ClockStyle, DurationStyle } from './preferences.ts';

/** All that a format depends on. */
export interface FormatSettings {
  /** Language of the page. */
  readonly language: string;
  /** Zone of the organisation. */
  readonly zone: string;
  readonly clock: ClockStyle;
  readonly durations: DurationStyle;
}

/** The formats for given settings. */
export function formatOf({ language, zone, clock, durations }: FormatSettings) {
  return {
    language,
    zone,
    clock,
    /** `8:04`, or `8.07` where this browser shows decimal hours. @param seconds - whole seconds */
    duration: (seconds: number) => text.durationText(language, seconds, durations),
    /** `2 hours 48 minutes`. */
    spoken: (seconds: number, width?: 'long' | 'short') => text.spokenDuration(language, seconds, width),
    /** `09:12` of a wall time. */
    time: (wall: WallTime | string, seconds?: boolean) => text.timeText(language, wall, { clock, seconds }),
    /** `09:12` of minutes since midnight. */
    minute: (minutes: number) => text.minuteText(language, minutes, clock),
    /** `Tue 3 March 2026`. */
    date: (date: LocalDate | string, style?: text.DateStyle) => text.dateText(language, date, style),
    /** `3–17 March 2026` of `from ≤ date < to`. */
    range: (
      range: { from: LocalDate | string; to: LocalDate | string },
      style?: 'date' | 'short' | 'brief',
    ) => text.rangeText(language, range, style),
    /** `Tu`. */
    weekday: (date: LocalDate | string) => text.weekdayHead(language, date),
    /** `3 Mar 09:12` in the organisation's zone, unless another is named. */
    instant: (
      moment: string,
      style: { date?: 'none' | 'brief' | 'short' | 'full'; seconds?: boolean; zone?: string } = {},
    ) => text.instantText(language, moment, style.zone ?? zone, { clock, ...style }),
    /** `4 min ago`. @param now - milliseconds by the server's clock, as `useServerNow` gives them */
    ago: (moment: string, now: number) => text.agoText(language, moment, now),
    /** `9,672`. */
    count: (count: number) => text.countText(language, count),
    /** `85%` of 0.85. */
    percent: (share: number) => text.percentText(language, share),
    /** `1.2 MB`. */
    size: (bytes: number) => text.sizeText(language, bytes),
    /** `A, B and C`. */
    list: (texts: readonly string[]) => text.listText(language, texts),
  };
}

/** The formats. */
export type Format = ReturnType<typeof formatOf>;
