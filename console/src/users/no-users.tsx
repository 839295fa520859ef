/** What stands in place of an empty list of users: what belongs here, why there is nobody, and what to do. @module */

import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRights } from '../api/index.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import type { UserListKind } from './user-columns.tsx';

function DownloadButton() {
  const { mayEdit } = useRights();
  if (!mayEdit) return null;
  return (
    <Button onPress={() => openDialog('download', {})}>
      <Trans>Download</Trans>
    </Button>
  );
}

function AllUsers() {
  return (
    <LinkButton to="/users" search={{}}>
      <Trans>Show all users</Trans>
    </LinkButton>
  );
}

/** An empty list. @param isFiltered - whether somebody is there whom the filter leaves out */
export function NoUsers({ kind, isFiltered }: { kind: UserListKind | 'unknown'; isFiltered: boolean }) {
  const navigate = useNavigate({ from: '/users' });
  if (isFiltered) {
    return (
      <EmptyState
        title={<Trans>Nobody matches</Trans>}
        action={
          <Button onPress={() => void navigate({ to: '/users', search: ({ tab }) => ({ tab }) })}>
            <Trans>Clear the filter</Trans>
          </Button>
        }
      />
    );
  }
  switch (kind) {
    case 'all':
      return (
        <EmptyState title={<Trans>No users yet</Trans>} action={<DownloadButton />}>
          <Trans>
            Users come from the terminals with the first download, from a file, or one by one: an id is
            enough.
          </Trans>
        </EmptyState>
      );
    case 'new':
      return (
        <EmptyState title={<Trans>Nobody is new</Trans>} action={<DownloadButton />}>
          <Trans>Whoever a download creates waits here until the details have come from the terminal.</Trans>
        </EmptyState>
      );
    case 'suspended':
      return (
        <EmptyState title={<Trans>Nobody is suspended</Trans>} action={<AllUsers />}>
          <Trans>Whoever is suspended keeps all punches and sheets, and no new days are counted.</Trans>
        </EmptyState>
      );
    case 'unknown':
      return (
        <EmptyState title={<Trans>Every punch has its user</Trans>} action={<AllUsers />}>
          <Trans>
            Ids that punch and that nobody has wait here until somebody says whose they are. Their punches are
            kept.
          </Trans>
        </EmptyState>
      );
  }
}
