/** Approves the overtime of a day, all of it or so many minutes. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { useFormat } from '../day/use-format.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { useEnter } from './enter.ts';
import styles from './entries.module.css';
import { FormFrame } from './form-frame.tsx';
import { ReasonField } from './reason-field.tsx';

const allCodes = '';

/** What of a day waits for approval. */
export function toApprove({ overtime, premiums }: Pick<SheetRow, 'overtime' | 'premiums'>) {
  return [...overtime, ...premiums].filter(({ approved }) => !approved);
}

/** Approves overtime and premiums. */
export function ApproveForm({ row, onDone }: { row: SheetRow; onDone: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [code, setCode] = useState(allCodes);
  const [minutes, setMinutes] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useEnter(onDone);
  const waiting = toApprove(row);
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={reason.trim() !== ''}
      verb={t`Approve`}
      onCancel={onDone}
      onSubmit={() =>
        mutate({
          kind: 'correction',
          body: {
            kind: 'approve-overtime',
            userId: row.userId,
            date: row.date,
            code: code === allCodes ? null : code,
            minutes,
            reason: reason.trim(),
          },
        })
      }
    >
      <div className={styles.pair}>
        <Select
          label={t`Overtime`}
          value={code}
          items={[
            { id: allCodes, label: t`All of it` },
            ...waiting.map((one) => ({
              id: one.code,
              label: `${one.code} · ${format.duration(one.seconds)}`,
            })),
          ]}
          onChange={setCode}
        />
        <NumberField
          label={t`At most`}
          description={t`Empty: without a limit`}
          value={minutes}
          onChange={setMinutes}
          min={0}
          suffix={t`min`}
        />
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </FormFrame>
  );
}
