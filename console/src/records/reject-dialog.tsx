/** Asks why entries are rejected: whoever made them reads it. @module */

import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { FormFrame } from '../entries/form-frame.tsx';
import { ReasonField } from '../entries/reason-field.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** @param onReject - told the reason */
export function RejectDialog({
  title,
  isPending,
  error,
  onClose,
  onReject,
}: {
  title: ReactNode;
  isPending: boolean;
  error: unknown;
  onClose: () => void;
  onReject: (reason: string) => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  return (
    <Dialog isOpen size="small" onClose={onClose} title={title}>
      <FormFrame
        error={error}
        isPending={isPending}
        isReady={reason.trim() !== ''}
        verb={t`Reject`}
        onCancel={onClose}
        onSubmit={() => onReject(reason.trim())}
      >
        <ReasonField value={reason} onChange={setReason} autoFocus />
      </FormFrame>
    </Dialog>
  );
}
