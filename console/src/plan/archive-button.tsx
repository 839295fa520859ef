/** Archives a part of the plan, or restores it. @module */

import { useLingui } from '@lingui/react/macro';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useErrorToast } from '../problems/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toasts.tsx';
import { planKeys } from './queries.ts';

/** The button that archives. */
export interface ArchiveButtonProps {
  isArchived: boolean;
  archive: (archived: boolean) => Promise<unknown>;
  /** Of the part itself: it is asked for anew. */
  queryKey: QueryKey;
}

/** Archives or restores at once, and takes it back when asked. */
export function ArchiveButton({ isArchived, archive, queryKey }: ArchiveButtonProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useErrorToast();
  const [isPending, setPending] = useState(false);
  const set = async (archived: boolean) => {
    setPending(true);
    try {
      await archive(archived);
      await Promise.all([...planKeys, queryKey].map((key) => client.invalidateQueries({ queryKey: key })));
      toast({
        text: archived ? t`Archived. It counts where it is used, and is given to nobody new.` : t`Restored.`,
        undo: () => void set(!archived),
      });
    } catch (error) {
      tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Button isPending={isPending} onPress={() => void set(!isArchived)}>
      {isArchived ? t`Restore` : t`Archive`}
    </Button>
  );
}
