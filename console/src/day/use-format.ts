/** The formats of `format.ts` for the language of the page, the zone of the organisation and the choices of this browser. @module */

import { useLingui } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { dateOf, type LocalDate, type WallTime } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { healthQuery, useSettings } from '../api/index.ts';
import * as text from './format.ts';
import { type ClockStyle, type DurationStyle, useChoice } from './preferences.ts';

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

/** The formats for the language of the page, the zone of the organisation and the choices of this browser. */
export function useFormat(): Format {
  const { i18n } = useLingui();
  const { zone } = useSettings();
  const clock = useChoice('clock');
  const durations = useChoice('durations');
  return useMemo(
    () => formatOf({ language: i18n.locale, zone, clock, durations }),
    [i18n.locale, zone, clock, durations],
  );
}

/**
 * Milliseconds since 1970 by the server's clock, anew at an interval; never the clock of this computer. Until the server has
 * told its time, that of this computer stands in.
 * @param everySeconds - how often the page looks at it
 */
export function useServerNow(everySeconds = 30): number {
  const { data, dataUpdatedAt } = useQuery(healthQuery);
  const ahead = data === undefined ? 0 : Date.parse(data.time) - dataUpdatedAt;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1_000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now + ahead;
}

/** The date on the clocks of a zone at a moment. @param now - milliseconds since 1970 */
export function dateIn(zone: string, now: number): LocalDate {
  return dateOf(wallTimeOf(zoneNamed(zone).toWall(Math.floor(now / 1_000))));
}

/** Today in the zone of the organisation, by the server's clock. */
export function useToday(): LocalDate {
  const { zone } = useSettings();
  return dateIn(zone, useServerNow());
}
