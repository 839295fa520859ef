/** Downloads attendance from terminals: which of them, what happens to unknown users, and what came of it. @module */

import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { watchWork } from '../api/activity.ts';
import { allPages, api, newIdempotencyKey, useSettings } from '../api/index.ts';
import { useFormat, useServerNow } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DialogProps } from '../ui/dialogs.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DownloadProgress } from './download-progress.tsx';
import styles from './downloads.module.css';

/** Which terminals. */
type Which = 'all' | 'chosen';

/** Download attendance from terminals, or see how far a download is. */
export function DownloadDialog({
  onClose,
  serials,
  id,
  isFirst = false,
}: DialogProps['download'] & { onClose(): void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [downloadId, setDownloadId] = useState(id);
  // What is going on stands in the address of the screen that knows it: reload, and it is shown again.
  const setAddress = (download: string | undefined) => {
    if (pathname === '/attendance') {
      void navigate({ to: '/attendance', search: (old) => ({ ...old, download }), replace: true });
    }
  };
  const close = () => {
    setAddress(undefined);
    onClose();
  };
  const show = (next: string) => {
    watchWork({ kind: 'download', id: next });
    setDownloadId(next);
    setAddress(next);
  };
  return downloadId === undefined ? (
    <NewDownload serials={serials} isFirst={isFirst} onClose={close} onStarted={show} />
  ) : (
    <Dialog
      isOpen
      onClose={close}
      title={t`Download attendance`}
      footer={<Button onPress={close}>{t`Close`}</Button>}
    >
      <DownloadProgress key={downloadId} downloadId={downloadId} onRetried={show} onLeave={close} />
    </Dialog>
  );
}

function NewDownload({
  serials,
  isFirst,
  onClose,
  onStarted,
}: {
  serials: readonly string[] | undefined;
  isFirst: boolean;
  onClose: () => void;
  onStarted: (id: string) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useServerNow();
  const { download } = useSettings();
  const [which, setWhich] = useState<Which>(serials ? 'chosen' : 'all');
  const [chosen, setChosen] = useState<string[]>([...(serials ?? [])]);
  const [creates, setCreates] = useState(download.createMissingUsers || isFirst);
  const [isAll, setAll] = useState(false);
  const terminals = useQuery({
    queryKey: ['listTerminals', 'all'],
    queryFn: ({ signal }) => allPages((cursor) => api.listTerminals({ query: { cursor } }, { signal })),
  });
  const start = useMutation({
    mutationFn: () =>
      api.startDownload(
        {
          body: {
            createMissingUsers: creates,
            mode: isAll ? 'all' : 'new',
            ...(which === 'chosen' ? { terminals: chosen } : {}),
          },
        },
        { idempotencyKey: newIdempotencyKey() },
      ),
    onSuccess: (started) => onStarted(started.id),
  });
  const active = (terminals.data ?? []).filter(({ state }) => state === 'active');
  const away = active.filter(({ reported }) => reported !== 'online');
  const stateOf = ({ reported, silentSince }: (typeof active)[number]) => {
    if (reported === 'online') return undefined;
    return silentSince === undefined ? t`not heard of` : t`silent since ${format.ago(silentSince, now)}`;
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Download attendance`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            isDisabled={(which === 'chosen' && chosen.length === 0) || active.length === 0}
            isPending={start.isPending}
            onPress={() => start.mutate()}
          >
            {t({ message: 'Download', context: 'verb' })}
          </Button>
        </>
      }
    >
      {terminals.error ? (
        <ProblemNote error={terminals.error} onRetry={() => void terminals.refetch()} />
      ) : terminals.data === undefined ? (
        <Loading>
          <Skeleton lines={4} />
        </Loading>
      ) : active.length === 0 ? (
        <p className={styles.muted}>{t`There is no active terminal yet. Add one under Terminals.`}</p>
      ) : (
        <div className={styles.form}>
          <RadioGroup<Which>
            label={t`Terminals`}
            value={which}
            onChange={setWhich}
            items={[
              {
                id: 'all',
                label: t`All ${format.count(active.length)} active`,
                description:
                  away.length === 0
                    ? undefined
                    : away
                        .map((terminal) => `${terminal.name ?? terminal.serial}: ${stateOf(terminal) ?? ''}`)
                        .join(' · '),
              },
              { id: 'chosen', label: t`Chosen ones` },
            ]}
          />
          {which === 'chosen' && (
            <div className={styles.terminals}>
              <CheckboxGroup
                label={t`Chosen terminals`}
                value={chosen}
                onChange={setChosen}
                items={active.map((terminal) => ({
                  id: terminal.serial,
                  label: terminal.name ?? terminal.serial,
                  description: [terminal.serial, stateOf(terminal)].filter(Boolean).join(' · '),
                }))}
              />
            </div>
          )}
          <Checkbox
            isSelected={creates}
            onChange={setCreates}
            description={
              creates
                ? t`A user id in a log that nobody has becomes a new user.`
                : t`Punches of ids that nobody has are kept until somebody decides.`
            }
          >{t`Create user if it does not exist`}</Checkbox>
          <Disclosure title={t`More`}>
            <Checkbox
              isSelected={isAll}
              onChange={setAll}
              description={t`The whole log, also what is here already; nothing is stored twice.`}
            >{t`Read everything again`}</Checkbox>
          </Disclosure>
          {start.error && <ProblemNote error={start.error} onRetry={() => start.mutate()} />}
        </div>
      )}
    </Dialog>
  );
}
