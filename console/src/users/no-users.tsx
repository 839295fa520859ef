/** What stands in place of an empty list of users: what belongs here, why there is nobody, and what to do. @module */

import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRights } from '../api/index.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import type { UserListKind } from './user-columns.tsx';
import styles from './users-screen.module.css';

/** An empty list. @param isFiltered - whether somebody is there whom the filter leaves out */
export function NoUsers({ kind, isFiltered }: { kind: UserListKind | 'unknown'; isFiltered: boolean }) {
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  if (isFiltered) {
    return (
      <div className={styles.empty}>
        <h2>
          <Trans>Nobody matches</Trans>
        </h2>
        <Button onPress={() => void navigate({ to: '/users', search: ({ tab }) => ({ tab }) })}>
          <Trans>Clear the filter</Trans>
        </Button>
      </div>
    );
  }
  const download = mayEdit && (
    <Button onPress={() => openDialog('download', {})}>
      <Trans>Download</Trans>
    </Button>
  );
  switch (kind) {
    case 'all':
      return (
        <div className={styles.empty}>
          <h2>
            <Trans>No users yet</Trans>
          </h2>
          <p>
            <Trans>
              Users come from the terminals with the first download, from a file, or one by one: an id is enough.
            </Trans>
          </p>
          {download}
        </div>
      );
    case 'new':
      return (
        <div className={styles.empty}>
          <h2>
            <Trans>Nobody is new</Trans>
          </h2>
          <p>
            <Trans>
              Whoever a download creates waits here until the details have come from the terminal.
            </Trans>
          </p>
          {download}
        </div>
      );
    case 'suspended':
      return (
        <div className={styles.empty}>
          <h2>
            <Trans>Nobody is suspended</Trans>
          </h2>
          <p>
            <Trans>Whoever is suspended keeps all punches and sheets, and no new days are counted.</Trans>
          </p>
          <LinkButton to="/users" search={{}}>
            <Trans>Show all users</Trans>
          </LinkButton>
        </div>
      );
    case 'unknown':
      return (
        <div className={styles.empty}>
          <h2>
            <Trans>Every punch has its user</Trans>
          </h2>
          <p>
            <Trans>
              Ids that punch and that nobody has wait here until somebody says whose they are. Their punches are
              kept.
            </Trans>
          </p>
          <LinkButton to="/users" search={{}}>
            <Trans>Show all users</Trans>
          </LinkButton>
        </div>
      );
  }
}
