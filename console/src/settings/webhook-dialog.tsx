/** Adds a webhook or edits one, and shows a secret once. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChangeKind } from '#shared/contract/changes.ts';
import type { Webhook } from '#shared/contract/webhooks.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './fields.module.css';
import { changeKinds, changeWords } from './webhook-words.ts';

/** A webhook as it is typed. */
interface Typed {
  url: string;
  description: string;
  kinds: ChangeKind[];
  press: string;
}

/** Adds a webhook; with one, edits it. */
export function WebhookDialog({ webhook, onClose }: { webhook?: Webhook; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [kinds, setKinds] = useState<ChangeKind[]>([...(webhook?.kinds ?? changeKinds)]);
  const isAll = kinds.length === changeKinds.length;
  const save = useMutation({
    mutationFn: async ({ press, ...typed }: Typed) => {
      const text = typed.description.trim();
      if (webhook) {
        await api.updateWebhook({
          params: { webhookId: webhook.id },
          body: { url: typed.url.trim(), description: text || null, kinds: isAll ? null : typed.kinds },
        });
        return undefined;
      }
      const { secret } = await api.createWebhook(
        {
          body: {
            url: typed.url.trim(),
            ...(text === '' ? {} : { description: text }),
            ...(isAll ? {} : { kinds: typed.kinds }),
          },
        },
        { idempotencyKey: press },
      );
      return secret;
    },
    onSuccess: async (secret) => {
      await client.invalidateQueries({ queryKey: ['listWebhooks'] });
      if (secret === undefined) onClose();
    },
    gcTime: 0,
  });
  if (save.data !== undefined) return <SecretDialog secret={save.data} onClose={onClose} />;
  const isReady = /^https:\/\/.+/.test(url.trim()) && kinds.length > 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={webhook ? <Trans>Edit the webhook</Trans> : <Trans>Add a webhook</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={!isReady}
            why={t`Enter an address that begins with https, and choose at least one kind.`}
            onPress={() => save.mutate({ url, description, kinds, press: newIdempotencyKey() })}
          >
            {webhook ? <Trans>Save</Trans> : <Trans>Add</Trans>}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField
          label={t`Address`}
          description={t`In the public network, by https. Answers that point elsewhere are not followed.`}
          type="url"
          autoFocus
          isRequired
          maxLength={1000}
          value={url}
          onChange={setUrl}
        />
        <TextField label={t`Description`} maxLength={200} value={description} onChange={setDescription} />
        <CheckboxGroup
          label={t`Changes of`}
          orientation="horizontal"
          value={kinds}
          onChange={setKinds}
          items={changeKinds.map((id) => ({ id, label: i18n._(changeWords[id]) }))}
          error={kinds.length === 0 && t`Choose at least one.`}
        />
        {save.error !== null && <ProblemNote error={save.error} />}
      </div>
    </Dialog>
  );
}

/** Shows a secret; it cannot be asked for again. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<Trans>Secret of the webhook</Trans>}
      footer={
        <Button variant="primary" onPress={onClose}>
          <Trans>I have copied it</Trans>
        </Button>
      }
    >
      <div className={styles.stack}>
        <CopyField label={t`Secret`} value={secret} />
        <Banner tone="warning" title={<Trans>It is shown only now</Trans>}>
          <Trans>The receiver checks with it that a message comes from here and was not changed.</Trans>
        </Banner>
      </div>
    </Dialog>
  );
}
