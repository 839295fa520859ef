/** The fifth step: the first download, which creates the users that the logs name. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Terminal } from '#shared/contract/terminals.ts';
import { api } from '../api/index.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { isAnyRead } from './first-run.ts';
import styles from './start.module.css';
import { Step } from './step.tsx';

/** Download with the tick, and what came of it. */
export function DownloadStep({ terminals }: { terminals: readonly Terminal[] }) {
  const { t } = useLingui();
  const { data } = useQuery({
    queryKey: ['listDownloads', { kind: 'punches', limit: 20 }],
    queryFn: ({ signal }) => api.listDownloads({ query: { kind: 'punches', limit: 20 } }, { signal }),
    refetchInterval: 5_000,
  });
  const isDone = isAnyRead(terminals);
  // Those of the schedule mostly find nothing new; what one has brought says more.
  const counts = (data?.items.find(({ counts: { stored } }) => stored > 0) ?? data?.items[0])?.counts;
  return (
    <Step
      number={5}
      title={t`Download`}
      isDone={isDone}
      description={
        counts && isDone ? (
          <>
            <Trans>Downloaded:</Trans>{' '}
            <Plural value={counts.stored} one="# new punch" other="# new punches" />,{' '}
            <Plural value={counts.usersCreated} one="# user created" other="# users created" />.
          </>
        ) : (
          <Trans>
            The logs are read. With the tick “Create user if it does not exist”, everybody in them is a user
            at once.
          </Trans>
        )
      }
    >
      <div className={styles.actions}>
        <Button
          variant={isDone ? 'secondary' : 'primary'}
          isDisabled={terminals.length === 0}
          why={t`There is no terminal yet.`}
          onPress={() => openDialog('download', { isFirst: !isDone })}
        >
          <Trans>Download</Trans>
        </Button>
        {isDone && (
          <LinkButton to="/attendance" variant="primary">
            <Trans>See the attendance sheet</Trans>
          </LinkButton>
        )}
        {isDone && (
          <LinkButton to="/settings/$section" params={{ section: 'server' }} variant="quiet">
            <Trans>Download by itself</Trans>
          </LinkButton>
        )}
      </div>
    </Step>
  );
}
