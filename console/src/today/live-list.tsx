/** What arrives at the terminals, newest first; it stands still while somebody reads it. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { keyWords } from './arrival-words.ts';
import { type ArrivedPunch, keyOf, newSince } from './arrivals.ts';
import { PersonLink } from './person-link.tsx';
import styles from './today.module.css';
import { type Place, useArrivals, useTerminalNames } from './today-data.ts';

/** After so many seconds a punch is said to have come late: its terminal was away, or its log was downloaded. */
const lateAfterSeconds = 300;

/** When a punch was: its time, and below it the date where that is not today. */
export function ArrivalTime({
  punch: { instant, wallTime },
  today,
  className,
}: {
  punch: ArrivedPunch;
  today: string;
  className: string | undefined;
}) {
  const format = useFormat();
  const date = wallTime.slice(0, 10);
  return (
    <time className={className} dateTime={instant}>
      {format.time(wallTime, true)}
      {date !== today && <small className={styles.otherDay}>{format.date(date, 'brief')}</small>}
    </time>
  );
}

function cameLate({ instant, receivedAt }: ArrivedPunch): boolean {
  return Date.parse(receivedAt) - Date.parse(instant) > lateAfterSeconds * 1_000;
}

function Arrival({ punch, isNew }: { punch: ArrivedPunch; isNew: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const terminalName = useTerminalNames();
  const word = keyWords[punch.status];
  return (
    <li className={styles.arrival} data-new={isNew || undefined}>
      <ArrivalTime punch={punch} today={today} className={styles.arrivalTime} />
      <div className={styles.arrivalWords}>
        {punch.userId === undefined ? (
          <span className={styles.unknown}>
            <Link className={styles.person} to="/users" search={{ tab: 'unknown', search: punch.pin }}>
              {punch.pin}
            </Link>
            <Tag tone="incomplete">{t`unknown id`}</Tag>
          </span>
        ) : (
          <PersonLink userId={punch.userId} name={punch.name} date={punch.wallTime.slice(0, 10)} />
        )}
        <span className={styles.quiet}>
          {terminalName(punch.countsAs ?? punch.serial)}
          {word && ` · ${i18n._(word)}`}
          {cameLate(punch) && ` · ${t`arrived ${format.instant(punch.receivedAt, { date: 'none' })}`}`}
        </span>
      </div>
    </li>
  );
}

/** The list. A pointer or the focus on it, or its button, makes it stand still: nothing is missed meanwhile. */
export function LiveList({ place }: { place: Place }) {
  const { t } = useLingui();
  const { data, error, isPending, refetch } = useArrivals(place);
  const [isPaused, setPaused] = useState(false);
  const [isRead, setRead] = useState(false);
  const [frozen, setFrozen] = useState<readonly ArrivedPunch[]>();
  const known = useRef<Set<string>>(undefined);
  const punches = data?.punches ?? [];
  const stands = isPaused || isRead;
  if (stands && frozen === undefined && data) setFrozen(punches);
  if (!stands && frozen !== undefined) setFrozen(undefined);
  const shown = (stands ? frozen : undefined) ?? punches;
  const waiting = stands && frozen ? newSince(punches, frozen) : 0;
  // What stood there at first is not new.
  if (data && !known.current) known.current = new Set(punches.map(keyOf));
  return (
    <section className={styles.live} aria-label={t`Live`}>
      <header className={styles.liveHead}>
        <h2 className={styles.liveTitle}>
          <span
            className={styles.pulse}
            data-still={stands || error !== null || undefined}
            aria-hidden="true"
          />
          <Trans>Live</Trans>
        </h2>
        <span className={styles.liveState} role="status">
          {stands &&
            (waiting === 0 ? t`Paused` : t`Paused, ${plural(waiting, { one: '# new', other: '# new' })}`)}
        </span>
        <Button
          size="small"
          variant="quiet"
          icon={isPaused ? <Play /> : <Pause />}
          aria-pressed={isPaused}
          onPress={() => setPaused(!isPaused)}
        >
          {isPaused ? t`Go on` : t`Pause`}
        </Button>
      </header>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isPending ? (
        <Loading>
          <Skeleton kind="row" lines={8} />
        </Loading>
      ) : shown.length === 0 ? (
        !error && (
          <EmptyState title={t`No punch has arrived today`}>
            <Trans>What people punch appears here within seconds of its arrival.</Trans>
          </EmptyState>
        )
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: whoever reads is not to lose the line; the button does the same
        <div
          className={styles.liveScroll}
          onPointerEnter={({ pointerType }) => setRead(pointerType === 'mouse')}
          onPointerLeave={() => setRead(false)}
          onFocus={() => setRead(true)}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) setRead(false);
          }}
        >
          <ol className={styles.arrivals} aria-label={t`Punches, newest first`}>
            {shown.map((punch) => {
              const key = keyOf(punch);
              return <Arrival key={key} punch={punch} isNew={known.current?.has(key) === false} />;
            })}
          </ol>
        </div>
      )}
    </section>
  );
}
