/** Up to when everything is known, and the long work of this session while it runs. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useOverview, useWatchedWork } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { useStore } from '../ui/store.ts';
import styles from './freshness.module.css';
import { runningWork } from './running-work.ts';

// Nothing is watched before somebody has started something.
const WorkWatch = lazy(async () => ({ default: (await import('./work-watch.tsx')).WorkWatch }));
const WorkList = lazy(async () => ({ default: (await import('./work-watch.tsx')).WorkList }));

/** The age of the newest complete data; opened, what is being done and which terminals are behind. */
export function Freshness() {
  const { t } = useLingui();
  const { instant, ago } = useFormat();
  const now = useServerNow();
  const overview = useOverview();
  const hasWork = useWatchedWork().length > 0;
  const running = useStore(runningWork);
  const until = overview?.completeThrough;
  const short =
    running ??
    (until === undefined ? t`Not everything is read` : t`All terminals read up to ${instant(until)}`);
  const box = (
    <Popover
      label={t`How fresh this is`}
      placement="bottom end"
      trigger={
        <Button variant="quiet" icon={<RefreshCw />} aria-label={short}>
          <span className={styles.short} data-running={running !== undefined || undefined}>
            {short}
          </span>
        </Button>
      }
    >
      {(close) => (
        <div className={styles.panel}>
          <h2>
            <Trans>How fresh this is</Trans>
          </h2>
          <p className={styles.says}>
            {until === undefined ? (
              <Trans>At least one terminal was never read to the end.</Trans>
            ) : (
              <Trans>The logs of all terminals are known up to {instant(until)}.</Trans>
            )}
          </p>
          {overview && overview.behind.length > 0 && (
            <ul className={styles.behind}>
              {overview.behind.map(({ serial, name, silentSince }) => (
                <li key={serial}>
                  <Link to="/terminals/$serial" params={{ serial }}>
                    {name ?? serial}
                  </Link>{' '}
                  {silentSince === undefined
                    ? t`is not being read`
                    : t`silent, last heard ${ago(silentSince, now)}`}
                </li>
              ))}
            </ul>
          )}
          {hasWork && (
            <Suspense>
              <WorkList onOpen={close} />
            </Suspense>
          )}
        </div>
      )}
    </Popover>
  );
  return (
    <>
      {box}
      {hasWork && (
        <Suspense>
          <WorkWatch />
        </Suspense>
      )}
    </>
  );
}
