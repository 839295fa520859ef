/** The line of punches of today, against the same weekday of the last four weeks. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { wallTimeOf } from '#shared/time/clock-text.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { zoneNamed } from '#shared/time/zone.ts';
import { Problem, useSettings } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { Lines } from '../ui/charts/lines.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { countSteps, sameWeekdays, shownSteps, stepMinutes, stepOf, usualSteps } from './punch-line.ts';
import styles from './today.module.css';
import { dayOfPunchesQuery, type Place } from './today-data.ts';

/** The step in which the clocks of the organisation stand now. */
function useStepNow(): number {
  const { zone } = useSettings();
  const now = useServerNow();
  return stepOf(wallTimeOf(zoneNamed(zone).toWall(Math.floor(now / 1_000))));
}

/** The chart; where the API lists the punches of so many people for one day only by person, it says what to do. */
export function PunchLineChart({ place, today }: { place: Place; today: LocalDate }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useStepNow();
  const dates = [today, ...sameWeekdays(today)];
  const answers = useQueries({
    queries: dates.map((date) => dayOfPunchesQuery(place, date, date !== today)),
  });
  const failed = answers.find(({ error }) => error !== null)?.error;
  if (failed instanceof Problem && failed.code === 'users.too-many')
    return (
      <p className={styles.tooMany}>
        <Trans>The line of punches can be drawn for 200 people at most: choose a department to see it.</Trans>
      </p>
    );
  if (failed) return null;
  if (answers.some(({ data }) => data === undefined))
    return (
      <Loading>
        <Skeleton kind="tile" lines={2} />
      </Loading>
    );
  const [mine = [], ...before] = answers.map(({ data = [] }) => countSteps(data));
  const usual = usualSteps(before);
  const shown = shownSteps([mine, usual.values]);
  if (!shown) return null;
  const places = shown.to - shown.from;
  const weekday = format.date(today, 'weekdayLong');
  const minutesAt = (index: number) => format.minute((shown.from + index) * stepMinutes);
  const hours = Array.from({ length: places / 12 + 1 }, (_, hour) => hour * 12);
  const soFar = mine.slice(shown.from, Math.max(shown.from + 1, Math.min(shown.to, now + 1)));
  const usually = usual.values.slice(shown.from, shown.to);
  const usualText = (value: number) => format.count(Math.round(value * 10) / 10);
  const main = t`Today`;
  const other = t`${weekday}, mean of ${plural(usual.days, { one: '# week', other: '# weeks' })}`;
  return (
    <ChartFrame
      title={t`Punches in five minutes`}
      about={t`As the terminals recorded them, by their clocks. Days on which nobody punched are not in the mean.`}
      table={{
        columns: [t`Time`, main, ...(usual.days > 0 ? [other] : [])],
        rows: usually.map((value, index) => ({
          id: String(index),
          cells: [
            minutesAt(index),
            index < soFar.length ? format.count(soFar[index] ?? 0) : '–',
            ...(usual.days > 0 ? [usualText(value)] : []),
          ],
        })),
      }}
    >
      <Lines
        label={t`Punches in five minutes`}
        main={{ label: main, values: soFar }}
        other={usual.days > 0 ? { label: other, values: usually } : undefined}
        placeOf={minutesAt}
        places={places}
        named={hours.filter((_, index) => index % Math.ceil(hours.length / 8) === 0)}
        tick={usualText}
      />
    </ChartFrame>
  );
}
