/** What stands where people would: none fits the filter, or there is none yet. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { SearchX, UserPlus } from 'lucide-react';
import { useRights } from '../api/index.ts';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import { EmptyState } from '../ui/empty-state.tsx';

/** Nobody is shown. */
export interface NobodyProps {
  /** Whether a filter may be why. */
  isNarrowed: boolean;
  /** Takes the filter away. */
  onClear: () => void;
}

/** Nobody fits the filter, which can be cleared; or nobody is there, and a download brings the first. */
export function Nobody({ isNarrowed, onClear }: NobodyProps) {
  const { t } = useLingui();
  const { mayEdit } = useRights();
  if (isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={<Trans>Nobody fits this filter</Trans>}
        action={<Button onPress={onClear}>{t`Clear the filter`}</Button>}
      >
        <Trans>People are found by a part of their name or id.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<UserPlus />}
      title={<Trans>There are no users yet</Trans>}
      action={
        mayEdit && (
          <Button
            variant="primary"
            onPress={() => openDialog('download', {})}
          >{t`Download attendance`}</Button>
        )
      }
    >
      <Trans>A download creates the users that the terminals’ logs name.</Trans>
    </EmptyState>
  );
}
