/** Up to when everything is known, and the long work of this session while it runs. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useOverview, useWatchedWork } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import styles from './freshness.module.css';
import { useWorkStates, type WorkState } from './work-states.ts';

function WorkLine({ state }: { state: WorkState }) {
  return (
    <li className={styles.work}>
      <ProgressBar label={state.title} value={state.share ?? null} max={1} countText={state.detail} />
    </li>
  );
}

/** The age of the newest complete data; opened, what is being done and which terminals are behind. */
export function Freshness() {
  const { t } = useLingui();
  const { instant, ago } = useFormat();
  const now = useServerNow();
  const overview = useOverview();
  const states = useWorkStates(useWatchedWork());
  const running = states.filter(({ isRunning }) => isRunning);
  const until = overview?.completeThrough;
  const short =
    running.length > 0
      ? (running[0]?.title ?? '')
      : until === undefined
        ? t`Not everything is read`
        : t`All terminals read up to ${instant(until)}`;
  return (
    <Popover
      label={t`How fresh this is`}
      placement="bottom end"
      trigger={
        <Button variant="quiet" icon={<RefreshCw />} aria-label={short}>
          <span className={styles.short} data-running={running.length > 0 || undefined}>
            {short}
          </span>
        </Button>
      }
    >
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
        {states.length > 0 && (
          <>
            <h3>
              <Trans>Started here</Trans>
            </h3>
            <ul className={styles.works}>
              {states.map((state) => (
                <WorkLine key={state.id} state={state} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Popover>
  );
}
