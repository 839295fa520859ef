/** One webhook: how its deliveries go, and what can be done with it. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '#shared/contract/webhooks.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Tag } from '../ui/chip.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { toast } from '../ui/toasts.tsx';
import { sentenceOf } from './sentence-of.ts';
import { SecretDialog, WebhookDialog } from './webhook-dialog.tsx';
import { ReplayDialog } from './webhook-replay-dialog.tsx';
import { changeWords, stateWords } from './webhook-words.ts';

/** One webhook. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [opened, setOpened] = useState<'edit' | 'replay' | 'delete'>();
  const params = { webhookId: webhook.id };
  const name = webhook.description ?? webhook.url;
  const refresh = async () => {
    // Today counts those that have stopped.
    void client.invalidateQueries({ queryKey: ['getOverview'] });
    await client.invalidateQueries({ queryKey: ['listWebhooks'] });
  };
  const close = () => setOpened(undefined);
  const test = useMutation({
    mutationFn: (press: string) => api.testWebhook({ params }, { idempotencyKey: press }),
    onSettled: refresh,
  });
  const turn = useMutation({
    mutationFn: (state: 'active' | 'off') => api.updateWebhook({ params, body: { state } }),
    onSuccess: refresh,
  });
  const rotate = useMutation({
    mutationFn: (press: string) => api.rotateWebhookSecret({ params }, { idempotencyKey: press }),
    onSuccess: refresh,
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => api.deleteWebhook({ params }),
    onSuccess: async () => {
      await refresh();
      toast({ text: t`Webhook deleted` });
    },
  });
  const error = test.error ?? turn.error ?? rotate.error;
  const { word, tone } = stateWords[webhook.state];
  const isActive = webhook.state === 'active';
  return (
    <Card
      title={
        <>
          {name} <Tag tone={tone}>{i18n._(word)}</Tag>
        </>
      }
      actions={
        <>
          <Button
            size="small"
            aria-label={t`Test ${name}`}
            isPending={test.isPending}
            onPress={() => test.mutate(newIdempotencyKey())}
          >
            <Trans>Test</Trans>
          </Button>
          <MenuButton
            label={t`Actions on ${name}`}
            isIconOnly
            size="small"
            placement="bottom end"
            items={[
              { id: 'edit', label: t`Edit`, onAction: () => setOpened('edit') },
              isActive
                ? { id: 'off', label: t`Turn off`, onAction: () => turn.mutate('off') }
                : { id: 'on', label: t`Turn on`, onAction: () => turn.mutate('active') },
              { id: 'replay', label: t`Send changes again`, onAction: () => setOpened('replay') },
              {
                id: 'rotate',
                label: t`New secret`,
                description: t`The one before signs for another day.`,
                onAction: () => rotate.mutate(newIdempotencyKey()),
              },
              { id: 'delete', label: t`Delete`, danger: true, onAction: () => setOpened('delete') },
            ]}
          />
        </>
      }
    >
      {webhook.state === 'failed' && (
        <Banner
          tone="danger"
          title={<Trans>Nothing is sent there any more</Trans>}
          actions={
            <Button size="small" isPending={turn.isPending} onPress={() => turn.mutate('active')}>
              <Trans>Turn on</Trans>
            </Button>
          }
        >
          <Trans>
            It failed for days. Once the receiver works, turn the webhook on: it goes on where it stopped.
          </Trans>{' '}
          {webhook.failures === 0 && sentenceOf(webhook.problem ?? '')}
        </Banner>
      )}
      <Deliveries webhook={webhook} kinds={webhook.kinds?.map((kind) => i18n._(changeWords[kind]))} />
      {test.data && (
        <Banner
          isAnswer
          tone={test.data.isDelivered ? 'success' : 'danger'}
          title={
            test.data.isDelivered ? (
              <Trans>The receiver has taken the test</Trans>
            ) : (
              <Trans>The receiver has not taken the test</Trans>
            )
          }
          onDismiss={test.reset}
        >
          {test.data.status === undefined ? (
            sentenceOf(test.data.problem ?? '')
          ) : (
            <Trans>It answered {String(test.data.status)}.</Trans>
          )}
        </Banner>
      )}
      {error !== null && <ProblemNote error={error} />}
      {opened === 'edit' && <WebhookDialog webhook={webhook} onClose={close} />}
      {opened === 'replay' && <ReplayDialog webhook={webhook} onClose={close} />}
      {rotate.data && <SecretDialog secret={rotate.data.secret} onClose={rotate.reset} />}
      <ConfirmDialog
        isOpen={opened === 'delete'}
        onClose={close}
        title={<Trans>Delete the webhook</Trans>}
        confirmLabel={t`Delete the webhook`}
        tone="danger"
        isPending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        <Trans>Nothing is sent to {webhook.url} any more. Its secret cannot come back.</Trans>
        {remove.error !== null && <ProblemNote error={remove.error} />}
      </ConfirmDialog>
    </Card>
  );
}

function Deliveries({ webhook, kinds }: { webhook: Webhook; kinds: string[] | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { deliveredAt, failures, failingSince, problem, nextAt, previousUntil } = webhook;
  const never = t`Nothing has been delivered yet`;
  const isDue = nextAt === undefined || Date.parse(nextAt) <= now;
  // Only to one that is at work anything is sent.
  const next =
    webhook.state === 'active' &&
    (isDue ? (
      <Trans>It is tried again within a minute.</Trans>
    ) : (
      <Trans>Next try {format.ago(nextAt, now)}.</Trans>
    ));
  return (
    <KeyValue
      items={[
        { id: 'url', name: <Trans>Address</Trans>, value: <code>{webhook.url}</code> },
        {
          id: 'kinds',
          name: <Trans>Changes of</Trans>,
          value: kinds ? format.list(kinds) : <Trans>Everything</Trans>,
        },
        {
          id: 'delivered',
          name: <Trans>Last delivery</Trans>,
          value: deliveredAt ? `${format.instant(deliveredAt)} (${format.ago(deliveredAt, now)})` : never,
        },
        ...(failures > 0
          ? [
              {
                id: 'failing',
                name: <Trans>Failing</Trans>,
                value: (
                  <>
                    <Trans>
                      <Plural value={failures} one="# try" other="# tries" />, since{' '}
                      {failingSince ? format.instant(failingSince) : <Trans>an unknown time</Trans>}.
                    </Trans>{' '}
                    {sentenceOf(problem ?? '')} {next}
                  </>
                ),
              },
            ]
          : []),
        ...(previousUntil && Date.parse(previousUntil) > now
          ? [
              {
                id: 'secret',
                name: <Trans>Secret before</Trans>,
                value: <Trans>signs until {format.instant(previousUntil)}</Trans>,
              },
            ]
          : []),
      ]}
    />
  );
}
