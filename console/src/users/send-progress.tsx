/** How the writing of users to terminals goes on, terminal by terminal. Closing does not stop it. @module */

import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { AwayText, FaultText } from '../problems/fault-text.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { ToldText } from '../problems/told-text.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import styles from './bulk.module.css';
import { terminalLabel } from './pickers.tsx';
import { type Download, terminalsQuery } from './queries.ts';
import { useDownload } from './use-download.ts';

type Task = Download['tasks'][number];

function TaskLine({ task, name }: { task: Task; name: string }) {
  const users = task.users ?? [];
  const refused = users.filter(({ result }) => result === 'refused');
  const sent = users.length - refused.length;
  switch (task.state) {
    case 'waiting':
      return task.away === undefined ? (
        <Trans>waits for the terminal</Trans>
      ) : (
        <AwayText of={task.away} address={name} />
      );
    case 'running':
      return <Trans>writing</Trans>;
    case 'failed':
      return (
        <Trans>
          It could not be done. <FaultText of={task.fault} address={name} />
        </Trans>
      );
    case 'cancelled':
      return <Trans>stopped</Trans>;
    case 'done':
      return (
        <>
          <Plural value={sent} one="# user written" other="# users written" />
          {refused.length > 0 && (
            <>
              {', '}
              <Plural value={refused.length} one="# refused" other="# refused" />
            </>
          )}
        </>
      );
  }
}

/** The progress of a user upload. */
export function SendProgress({ id, onClose }: DialogProps['sendUsers'] & { onClose(): void }) {
  const { data: terminals } = useQuery(terminalsQuery);
  const { download, error, isRunning } = useDownload(id);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Send to terminals</Trans>}
      footer={
        <Button variant="primary" onPress={onClose}>
          {isRunning ? <Trans>Go on in the background</Trans> : <Trans>Close</Trans>}
        </Button>
      }
    >
      {error && <ProblemNote error={error} />}
      <ul className={styles.refused} aria-live="polite">
        {download?.tasks.map((task) => (
          <li key={task.id}>
            <strong>{terminalLabel(task.terminal, terminals)}</strong>{' '}
            <TaskLine task={task} name={terminalLabel(task.terminal, terminals)} />
            {task.users
              ?.filter(({ result }) => result === 'refused')
              .map(({ userId, reason, told }) => (
                <p key={userId}>
                  {userId}: <ToldText told={told} text={reason} />
                </p>
              ))}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
