/** The first five steps. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ConnectStep, FoundStep } from './connect-step.tsx';
import { DownloadStep } from './download-step.tsx';
import { dismissStart, startTerminalsQuery } from './first-run.ts';
import { IdentityStep } from './identity-step.tsx';
import { ScheduleStep } from './schedule-step.tsx';
import styles from './start.module.css';

const pollMilliseconds = 5_000;

/** The first five steps, each ticked by the system. They can be left and found again at any time. */
export function StartScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { mayAdminister } = useRights();
  const { data, error, refetch } = useQuery({ ...startTerminalsQuery, refetchInterval: pollMilliseconds });
  const terminals = (data ?? []).filter(({ state }) => state === 'active');
  const leave = () => {
    dismissStart();
    void navigate({ to: '/attendance' });
  };
  return (
    <div className={styles.page}>
      <PageHead
        title={<Trans>Start</Trans>}
        subtitle={<Trans>Five steps to the first attendance sheet. Each is ticked once it is true.</Trans>}
        secondary={
          mayAdminister && (
            <Button onPress={leave}>
              <Trans>Do not show it first any more</Trans>
            </Button>
          )
        }
      />
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {mayAdminister ? (
        <ol className={styles.steps} aria-label={t`Steps`}>
          <IdentityStep />
          <ConnectStep terminals={terminals} />
          <FoundStep terminals={terminals} />
          <ScheduleStep />
          <DownloadStep terminals={terminals} />
        </ol>
      ) : (
        <EmptyState title={<Trans>An administrator takes these steps.</Trans>}>
          <Trans>What there is already stands under Attendance and Users.</Trans>
        </EmptyState>
      )}
    </div>
  );
}
