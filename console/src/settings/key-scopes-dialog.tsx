/** Changes what an API key may do. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '#shared/contract/access.ts';
import type { ScopeName } from '#shared/contract/scopes.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './fields.module.css';
import { ScopeFields } from './scope-fields.tsx';

/** The scopes of one key. */
export function KeyScopesDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [scopes, setScopes] = useState<ScopeName[]>([...(apiKey.scopes ?? [])]);
  const { name } = apiKey;
  const save = useMutation({
    mutationFn: () => api.updateApiKey({ params: { keyId: apiKey.id }, body: { scopes } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listApiKeys'] });
      toast({ text: t`Scopes of ${name} saved; they count within a minute` });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Scopes of {name}</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate()}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <ScopeFields value={scopes} onChange={setScopes} />
        {save.error !== null && <ProblemNote error={save.error} />}
      </div>
    </Dialog>
  );
}
