/** What can be done with chosen records of the quarantine. @module */

import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { quarantineReasons } from '#shared/punch/plausibility.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useReasonWords } from '../day/quarantine-words.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { type Refusal, useRefusalWords } from '../problems/refusal.tsx';
import { BulkBar } from '../ui/bulk-bar.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './fields.module.css';
import type { QuarantinedRecord } from './quarantine-words.ts';
import { sentenceOf } from './sentence-of.ts';

/** Most records of one request. */
const mostRecords = 200;

type Verb = 'replay' | 'dismiss' | 'restore';

interface Order {
  verb: Verb;
  reason: string;
  press: string;
}

/** What has become of the records, whatever was asked. */
interface Settled {
  done: number;
  refused: number;
  items: { problem?: Refusal | undefined }[];
}

function settle({ verb, reason, press }: Order, items: { terminal: string; id: string }[]): Promise<Settled> {
  const options = { idempotencyKey: press };
  if (verb === 'replay') return api.replayQuarantine({ body: { items } }, options);
  if (verb === 'dismiss') return api.dismissQuarantine({ body: { items, reason } }, options);
  return api.restoreQuarantine({ body: { items, reason } }, options);
}

/** Judge again, set aside, restore. */
export function QuarantineBar({
  state,
  records,
  onDone,
}: {
  state: 'open' | 'dismissed';
  records: readonly QuarantinedRecord[];
  onDone: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const say = useRefusalWords();
  const reasonWords = useReasonWords();
  const [asking, setAsking] = useState<'dismiss' | 'restore'>();
  const items = records.slice(0, mostRecords).map(({ terminal, id }) => ({ terminal, id }));
  const order = useMutation({
    mutationFn: (one: Order) => settle(one, items),
    onSuccess: async ({ done, refused, items: outcomes }, { verb }) => {
      await client.invalidateQueries({ queryKey: ['listQuarantine'] });
      void client.invalidateQueries({ queryKey: ['getOverview'] });
      setAsking(undefined);
      onDone();
      const refusal = outcomes.find(({ problem }) => problem !== undefined)?.problem;
      const reason = quarantineReasons.find((one) => one === refusal?.facts?.reason);
      const why = reason ? sentenceOf(reasonWords[reason].word) : refusal && (await say(refusal));
      const parts = [
        done > 0 &&
          {
            replay: t`${plural(done, { one: '# record is a punch now.', other: '# records are punches now.' })}`,
            dismiss: t`${plural(done, { one: '# record is set aside.', other: '# records are set aside.' })}`,
            restore: t`${plural(done, { one: '# record waits again.', other: '# records wait again.' })}`,
          }[verb],
        refused > 0 &&
          (verb === 'replay'
            ? t`${plural(refused, { one: '# record is still none.', other: '# records are still none.' })}`
            : t`${plural(refused, { one: '# record was refused.', other: '# records were refused.' })}`),
      ];
      const words = parts.filter((part) => part !== false).join(' ');
      toast({
        text: why === undefined ? words : `${words} ${why}`,
        tone: refused > 0 ? 'info' : 'success',
      });
    },
  });
  const error = order.error;
  return (
    <>
      {error !== null && !asking && <ProblemNote error={error} />}
      <BulkBar count={records.length} onClear={onDone}>
        {state === 'open' ? (
          <>
            <Button
              isPending={order.isPending && !asking}
              onPress={() => order.mutate({ verb: 'replay', reason: '', press: newIdempotencyKey() })}
            >
              <Trans>Judge again</Trans>
            </Button>
            <Button onPress={() => setAsking('dismiss')}>
              <Trans>Set aside</Trans>
            </Button>
          </>
        ) : (
          <Button onPress={() => setAsking('restore')}>
            <Trans>Restore</Trans>
          </Button>
        )}
      </BulkBar>
      {asking && (
        <WhyDialog
          verb={asking}
          count={items.length}
          isPending={order.isPending}
          error={error}
          onClose={() => setAsking(undefined)}
          onGo={(reason) => order.mutate({ verb: asking, reason, press: newIdempotencyKey() })}
        />
      )}
    </>
  );
}

function WhyDialog({
  verb,
  count,
  isPending,
  error,
  onClose,
  onGo,
}: {
  verb: 'dismiss' | 'restore';
  count: number;
  isPending: boolean;
  error: unknown;
  onClose: () => void;
  onGo: (reason: string) => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const go = verb === 'dismiss' ? t`Set aside` : t`Restore`;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="small"
      title={
        verb === 'dismiss' ? (
          <Plural value={count} one="Set # record aside" other="Set # records aside" />
        ) : (
          <Plural value={count} one="Restore # record" other="Restore # records" />
        )
      }
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={reason.trim() === ''}
            why={t`Enter the reason first.`}
            onPress={() => onGo(reason.trim())}
          >
            {go}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <TextField
          label={t`Reason`}
          description={t`Kept in the audit trail.`}
          autoFocus
          isRequired
          maxLength={200}
          value={reason}
          onChange={setReason}
        />
        {error !== null && error !== undefined && <ProblemNote error={error} />}
      </div>
    </Dialog>
  );
}
