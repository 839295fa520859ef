/** The formats of `format.ts` for the language of the page, the zone of the organisation and the choices of this browser. @module */

import { useLingui } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import { dateOf, type LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { healthQuery, useSettings } from '../api/index.ts';
import { type Format, formatOf } from './format-of.ts';
import { useChoice } from './preferences.ts';

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
