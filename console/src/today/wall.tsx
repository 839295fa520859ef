/** Today on a wall: large, without controls, and the screen stays awake. Esc leaves. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useOverview } from '../api/index.ts';
import { presenceLooks } from '../day/looks.ts';
import { Shape } from '../day/shapes.tsx';
import { inkClass } from '../day/status.tsx';
import { useFormat, useServerNow, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { FullPage } from '../ui/full-page.tsx';
import { keyOf } from './arrivals.ts';
import { inOrder, shareOf } from './departments.tsx';
import { ArrivalTime } from './live-list.tsx';
import { usePresenceFigures } from './presence-tiles.tsx';
import { type InferredAnswer, type Place, useArrivals, usePresence, useTerminalNames } from './today-data.ts';
import styles from './wall.module.css';

const arrivalsShown = 12;

/** Keeps the screen from going dark as long as the page is seen, where the browser can. */
function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    let isGone = false;
    const take = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const taken = await navigator.wakeLock.request('screen');
        if (isGone) await taken.release();
        else lock = taken;
      } catch {
        // Battery savers refuse it: the wall then needs the settings of its computer.
      }
    };
    void take();
    document.addEventListener('visibilitychange', take);
    return () => {
      isGone = true;
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, []);
}

function WallDepartments({ presence }: { presence: InferredAnswer<'getPresence'> }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <ul className={styles.departments} aria-label={t`Departments`}>
      {inOrder(presence.departments).map((counts) => {
        const { inside, expected, share } = shareOf(counts);
        return (
          <li key={counts.department} className={styles.department}>
            <span className={styles.departmentName}>
              {counts.department === '' ? t`No department` : counts.department}
            </span>
            <span className={styles.ratio}>
              {format.count(inside)} / {format.count(expected)}
            </span>
            <span className={styles.bar} aria-hidden="true">
              <span className={styles.barIn} style={{ inlineSize: `${share * 100}%` }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function WallArrivals({ place, isNameless }: { place: Place; isNameless: boolean }) {
  const { t } = useLingui();
  const today = useToday();
  const terminalName = useTerminalNames();
  const { data } = useArrivals(place);
  return (
    <ol className={styles.arrivals} aria-label={t`Punches, newest first`}>
      {data?.punches.slice(0, arrivalsShown).map((punch) => (
        <li key={keyOf(punch)} className={styles.arrival}>
          <ArrivalTime punch={punch} today={today} className={styles.time} />
          <span className={styles.who}>
            {isNameless || punch.name === undefined ? (punch.userId ?? punch.pin) : punch.name}
            {punch.userId === undefined && <span className={styles.unknown}>{t`unknown id`}</span>}
          </span>
          <span className={styles.where}>{terminalName(punch.countsAs ?? punch.serial)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Today on a wall. @param isNameless - whether people stand by their ids alone */
export function Wall({
  place,
  isNameless,
  onClose,
}: {
  place: Place;
  isNameless: boolean;
  onClose: () => void;
}) {
  const { t } = useLingui();
  useWakeLock();
  return (
    <FullPage label={t`Today`} onClose={onClose}>
      <WallFace place={place} isNameless={isNameless} onClose={onClose} />
    </FullPage>
  );
}

function WallFace({ place, isNameless, onClose }: Parameters<typeof Wall>[0]) {
  const { i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const now = useServerNow(1);
  const overview = useOverview();
  const presence = usePresence(place);
  const counts = presence.data?.counts ?? {
    people: 0,
    inside: 0,
    late: 0,
    out: 0,
    expected: 0,
    leave: 0,
    absent: 0,
    off: 0,
    unknown: 0,
  };
  const figures = usePresenceFigures(counts, overview, format);
  const where = [place.site, place.department].filter((name) => name !== undefined);
  return (
    <div className={styles.wall}>
      <header className={styles.head}>
        <h1 className={styles.date}>
          {format.date(today)}
          {where.length > 0 && <span className={styles.place}>{where.join(', ')}</span>}
        </h1>
        <span className={styles.clock}>{format.instant(new Date(now).toISOString(), { date: 'none' })}</span>
      </header>
      {presence.error && <ProblemNote error={presence.error} onRetry={() => void presence.refetch()} />}
      <dl className={styles.figures}>
        {figures.map(({ state, count, note }) => {
          const look = presenceLooks[state];
          return (
            <div key={state} className={styles.figure}>
              <dt className={styles.word}>{i18n._(look.word)}</dt>
              <dd className={`${styles.count} ${count > 0 ? inkClass(look) : ''}`}>
                {count > 0 && <Shape name={look.shape} size={32} />}
                {presence.data ? format.count(count) : '–'}
              </dd>
              {state === 'unknown' && note && <dd className={styles.note}>{note}</dd>}
            </div>
          );
        })}
      </dl>
      <div className={styles.below}>
        {presence.data && <WallDepartments presence={presence.data} />}
        <WallArrivals place={place} isNameless={isNameless} />
      </div>
      <button type="button" className={styles.leave} onClick={onClose}>
        <Trans>Leave the wall view: Esc</Trans>
      </button>
    </div>
  );
}
