/** How a terminal was in the last seven days: a strip of the times when it answered, and how right its clock is. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useMemo } from 'react';
import { Shape } from '../day/shapes.tsx';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Card } from '../ui/card.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import styles from './health-card.module.css';
import { type HealthSegment, healthSegments, totalOf } from './health-segments.ts';
import { eventsQuery, type Terminal } from './queries.ts';
import { useDriftText } from './use-drift-text.ts';

const daySeconds = 86_400;
const dayMilliseconds = daySeconds * 1_000;
/** At this many seconds the mark of the clock stands at the end of its scale. */
const driftScaleSeconds = 120;

const shapes = { online: 'disc', away: 'cross', unknown: 'dashed-ring' } as const;

type StateWords = Record<HealthSegment['state'], string>;

/** @param pushes - whether it calls, instead of being asked */
function useStateWords(pushes: boolean): StateWords {
  const { t } = useLingui();
  return { online: pushes ? t`called` : t`answered`, away: t`away`, unknown: t`not known` };
}

function Strip({
  segments,
  from,
  now,
  words,
}: {
  segments: readonly HealthSegment[];
  from: number;
  now: number;
  words: StateWords;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const share = (time: number) => ((time - from) / (now - from)) * 100;
  const days = Array.from({ length: 7 }, (_, day) => from + day * dayMilliseconds);
  const moment = (time: number) => format.instant(new Date(time).toISOString());
  return (
    <div>
      <ol className={styles.strip} aria-label={t`The last seven days`}>
        {segments.map(({ state, from: first, to }) => (
          <li
            key={first}
            className={styles.segment}
            data-state={state}
            style={{ inlineSize: `${share(to) - share(first)}%` }}
            title={`${words[state]}: ${moment(first)} – ${moment(to)}`}
          >
            <span className="visually-hidden">
              {words[state]}: {moment(first)} – {moment(to)}
            </span>
          </li>
        ))}
      </ol>
      <div className={styles.days} aria-hidden="true">
        {days.map((day) => (
          <span key={day}>
            {format.date(new Date(day + dayMilliseconds / 2).toISOString().slice(0, 10), 'weekday')}
          </span>
        ))}
      </div>
    </div>
  );
}

/** @returns says how long something was: in days from two of them on */
function useSpanText(): (seconds: number) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (seconds) => {
    const days = Math.round(seconds / daySeconds);
    if (seconds < 2 * daySeconds) return format.spoken(seconds, 'short');
    return t`${plural(days, { one: '# day', other: '# days' })}`;
  };
}

function Totals({ segments, words }: { segments: readonly HealthSegment[]; words: StateWords }) {
  const { t } = useLingui();
  const format = useFormat();
  const online = totalOf(segments, 'online').seconds;
  const unknown = totalOf(segments, 'unknown').seconds;
  const all = segments.reduce((sum, { from, to }) => sum + to - from, 0) / 1_000;
  const spanText = useSpanText();
  const share = (seconds: number, of: number) => format.percent(of <= 0 ? 0 : seconds / of);
  return (
    <ul className={styles.totals}>
      {(['online', 'away', 'unknown'] as const).map((state) => {
        const { seconds, times } = totalOf(segments, state);
        if (times === 0 && state !== 'away') return null;
        return (
          <li key={state} className={styles.total} data-state={state}>
            <Shape name={shapes[state]} />
            <span>
              {words[state]}{' '}
              {state === 'online' &&
                (unknown > 0
                  ? t`${share(online, all - unknown)} of the known time`
                  : t`${share(online, all)} of the time`)}
              {state === 'unknown' && t`for ${spanText(unknown)}`}
              {state === 'away' &&
                (times === 0 ? (
                  <Trans>never</Trans>
                ) : (
                  <>
                    <Plural value={times} one="once" other="# times" />, {spanText(seconds)}
                  </>
                ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function ClockScale({ driftSeconds }: { driftSeconds: number }) {
  const driftText = useDriftText();
  const share = Math.max(-1, Math.min(1, driftSeconds / driftScaleSeconds));
  const place: CSSProperties & { '--place': string } = { '--place': `${50 + share * 50}%` };
  return (
    <div className={styles.clock}>
      <p>
        <Trans>Clock: {driftText(driftSeconds)}</Trans>
      </p>
      <div className={styles.scale} aria-hidden="true">
        <span className={styles.middle} />
        <span className={styles.mark} data-wrong={Math.abs(driftSeconds) > 60 || undefined} style={place} />
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>
          <Trans>2 min slow</Trans>
        </span>
        <span>
          <Trans>right</Trans>
        </span>
        <span>
          <Trans>2 min fast</Trans>
        </span>
      </div>
    </div>
  );
}

/** The card. Nobody measures the clock of a terminal that pushes to the cloud. */
export function HealthCard({ terminal }: { terminal: Terminal }) {
  const { data, error, refetch } = useQuery(eventsQuery(terminal.serial));
  const now = useServerNow();
  const from = data === undefined ? undefined : Date.parse(data.from);
  const segments = useMemo(
    () =>
      data === undefined
        ? []
        : healthSegments({ from: Date.parse(data.from), now, events: data.items, terminal }),
    [data, now, terminal],
  );
  const pushes = terminal.pushes === true;
  const words = useStateWords(pushes);
  return (
    <Card title={<Trans>The last seven days</Trans>}>
      {error !== null && data === undefined && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && (
        <Loading>
          <Skeleton lines={3} />
        </Loading>
      )}
      {from !== undefined &&
        (pushes && terminal.lastSeenAt === undefined ? (
          <p className={styles.note}>
            <Trans>It has never called the cloud.</Trans>
          </p>
        ) : (
          <>
            <Strip segments={segments} from={from} now={now} words={words} />
            <Totals segments={segments} words={words} />
          </>
        ))}
      {data?.more === true && (
        <p className={styles.note}>
          <Trans>There were more events than are shown here.</Trans>
        </p>
      )}
      {terminal.clockDriftSeconds !== undefined && <ClockScale driftSeconds={terminal.clockDriftSeconds} />}
    </Card>
  );
}
