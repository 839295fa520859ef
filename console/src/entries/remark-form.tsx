/** Writes the remark of a day. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { TextField } from '../ui/text-field.tsx';
import { useEnter } from './enter.ts';
import { FormFrame } from './form-frame.tsx';

/** A remark is its own reason: it says why. */
export function RemarkForm({ row, onDone }: { row: SheetRow; onDone: () => void }) {
  const { t } = useLingui();
  const [remark, setRemark] = useState(row.remark);
  const { mutate, isPending, error } = useEnter(onDone);
  const text = remark.trim();
  return (
    <FormFrame
      error={error}
      isPending={isPending}
      isReady={text !== row.remark}
      verb={t`Save the remark`}
      onCancel={onDone}
      onSubmit={() =>
        mutate({
          kind: 'correction',
          body: {
            kind: 'set-remark',
            userId: row.userId,
            date: row.date,
            remark: text,
            reason: text === '' ? t`Remark removed` : t`Remark`,
          },
        })
      }
    >
      <TextField label={t`Remark`} value={remark} onChange={setRemark} multiline maxLength={500} autoFocus />
    </FormFrame>
  );
}
