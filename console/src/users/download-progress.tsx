/** How a download of users goes on, user by user. Closing does not stop it. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, CircleDashed, CircleSlash, Minus, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { api, newIdempotencyKey } from '../api/index.ts';
import { AwayText, FaultText } from '../problems/fault-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ToldText } from '../problems/told-text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import styles from './download-user.module.css';
import { type Download, usersChanged } from './queries.ts';
import { useDownload } from './use-download.ts';

type Result = NonNullable<Download['tasks'][number]['users']>[number];

function ResultNote({ result, isOver }: { result: Result | undefined; isOver: boolean }) {
  if (result === undefined) return isOver ? <Trans>not done</Trans> : <Trans>waits</Trans>;
  switch (result.result) {
    case 'taken':
    case 'created':
    case 'updated':
    case 'accepted':
      return <Trans>details taken</Trans>;
    case 'unchanged':
      return <Trans>nothing new</Trans>;
    case 'not-on-terminal':
      return <Trans>not on this terminal</Trans>;
    case 'refused':
      return (
        <Trans>
          refused: <ToldText told={result.told} text={result.reason} />
        </Trans>
      );
  }
}

function ResultSign({ result, isOver }: { result: Result | undefined; isOver: boolean }) {
  if (result === undefined)
    return isOver ? <CircleSlash aria-hidden="true" /> : <CircleDashed aria-hidden="true" />;
  if (result.result === 'refused') return <TriangleAlert aria-hidden="true" />;
  if (result.result === 'not-on-terminal' || result.result === 'unchanged')
    return <Minus aria-hidden="true" />;
  return <Check aria-hidden="true" />;
}

function toneOf(result: Result | undefined): 'good' | 'bad' | 'quiet' {
  if (result === undefined || result.result === 'unchanged') return 'quiet';
  return result.result === 'refused' || result.result === 'not-on-terminal' ? 'bad' : 'good';
}

/** One sentence of how far it is. */
function Progress({
  download,
  done,
  taken,
  of,
}: {
  download: Download | undefined;
  done: number;
  taken: number;
  of: number;
}) {
  const task = download?.tasks[0];
  if (task === undefined || task.state === 'running') {
    return (
      <Trans>
        {done} of {of} done
      </Trans>
    );
  }
  switch (task.state) {
    case 'waiting':
      return task.away === undefined ? (
        <Trans>Waiting for the terminal.</Trans>
      ) : (
        <AwayText of={task.away} address={task.terminal} />
      );
    case 'failed':
      return (
        <Trans>
          It could not be done. <FaultText of={task.fault} address={task.terminal} />
        </Trans>
      );
    case 'cancelled':
      return <Trans>Stopped. What was taken by then is stored.</Trans>;
    case 'done':
      return (
        <Plural
          value={taken}
          _0="Done. There was nothing to take."
          one="Done. Details of # user were taken."
          other="Done. Details of # users were taken."
        />
      );
  }
}

/** @param userIds - whose details were asked for */
export function DownloadProgress({
  downloadId,
  userIds,
  onClose,
}: {
  downloadId: string;
  userIds: readonly string[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { download, error, isRunning } = useDownload(downloadId);
  useEffect(() => {
    if (!isRunning) void usersChanged(client);
  }, [isRunning, client]);
  const stop = useMutation({
    mutationFn: (idempotencyKey: string) =>
      api.cancelDownload({ params: { downloadId } }, { idempotencyKey }),
    onSuccess: (stopped) => client.setQueryData(['getDownload', downloadId], stopped),
  });
  const results = new Map(
    download?.tasks.flatMap(({ users = [] }) => users.map((one) => [String(one.userId), one] as const)),
  );
  const done = results.size;
  const taken = [...results.values()].filter((one) => toneOf(one) === 'good').length;
  const of = userIds.length;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Download user</Trans>}
      footer={
        <>
          {isRunning && (
            <Button isPending={stop.isPending} onPress={() => stop.mutate(newIdempotencyKey())}>
              <Trans>Stop</Trans>
            </Button>
          )}
          <Button variant="primary" onPress={onClose}>
            {isRunning ? <Trans>Go on in the background</Trans> : <Trans>Close</Trans>}
          </Button>
        </>
      }
    >
      <div className={styles.progress}>
        <p role="status">
          <Progress download={download} done={done} taken={taken} of={of} />
        </p>
        <ProgressBar
          label={t`Users`}
          value={isRunning ? done : of}
          max={of}
          countText={t`${done} of ${of}`}
        />
        {(error ?? stop.error) && <ProblemNote error={error ?? stop.error} />}
        <ul className={styles.rows}>
          {userIds.map((id) => {
            const result = results.get(id);
            return (
              <li key={id} className={styles.row} data-tone={toneOf(result)}>
                <span className={styles.id}>{id}</span>
                <span className={styles.result}>
                  <ResultSign result={result} isOver={!isRunning} />
                  <ResultNote result={result} isOver={!isRunning} />
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
