/** Who was refused of many, and why. The others have been changed. @module */

import { Plural, Trans } from '@lingui/react/macro';
import { RefusalText } from '../problems/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './bulk.module.css';
import { type Outcome, refusedOf } from './use-bulk.ts';

/** What became of many users, where some were refused. */
export function BulkResult({ outcomes, onClose }: { outcomes: readonly Outcome[]; onClose: () => void }) {
  const refused = refusedOf(outcomes);
  const done = outcomes.length - refused.length;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Plural value={refused.length} one="# user was refused" other="# users were refused" />}
      footer={
        <Button variant="primary" onPress={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      <p>
        <Plural value={done} one="# user has been changed." other="# users have been changed." />
      </p>
      <ul className={styles.refused}>
        {refused.map(({ userId, problem }) => (
          <li key={userId}>
            <strong>{userId}</strong> <RefusalText problem={problem} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
