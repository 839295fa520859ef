/** Asks for the one value that many users get: a department, a duty roster from a date on, an expiry date. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { DateField } from '../ui/date-field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import { DepartmentPicker, RosterPicker } from './pickers.tsx';
import type { BulkChange } from './use-bulk.ts';

/** What many users get. */
export type BulkVerb = 'department' | 'roster' | 'expiry';

interface BulkDialogProps {
  verb: BulkVerb;
  userIds: readonly string[];
  isPending: boolean;
  error: unknown;
  onRun: (change: BulkChange) => void;
  onClose: () => void;
}

/** The dialog of one such value. */
export function BulkDialog({ verb, userIds, isPending, error, onRun, onClose }: BulkDialogProps) {
  const { t } = useLingui();
  const today = useToday();
  const [department, setDepartment] = useState('');
  const [rosterId, setRosterId] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  const [expiresOn, setExpiresOn] = useState<string | null>(null);
  const titles = { department: t`Department`, roster: t`Duty roster`, expiry: t`Expiry date` };
  const submit = () => {
    if (verb === 'roster') {
      if (from === null || rosterId === null) return;
      onRun({ kind: 'roster', userIds, dutyRosterId: rosterId === '' ? null : rosterId, from });
      return;
    }
    const patch = verb === 'department' ? { department: department.trim() || null } : { expiresOn };
    onRun({ kind: 'edit', edits: userIds.map((userId) => ({ userId, patch })) });
  };
  const number = userIds.length;
  return (
    <FormDialog
      size="small"
      title={titles[verb]}
      onClose={onClose}
      onSubmit={submit}
      isPending={isPending}
      saveLabel={<Plural value={number} one="Save for # user" other="Save for # users" />}
      isDisabled={verb === 'roster' && rosterId === null}
      why={t`Choose a roster first, or none.`}
      note={error !== null && <ProblemNote error={error} />}
    >
      {verb === 'department' && (
        <DepartmentPicker
          label={t`Department`}
          description={t`Left empty, they are in none.`}
          value={department}
          onChange={setDepartment}
        />
      )}
      {verb === 'roster' && (
        <>
          <RosterPicker label={t`Duty roster`} value={rosterId} onChange={setRosterId} />
          <DateField
            label={t`From`}
            description={t`Earlier days keep the roster that they had.`}
            error={from === null ? t`Say from which day on.` : undefined}
            value={from}
            onChange={setFrom}
          />
        </>
      )}
      {verb === 'expiry' && (
        <DateField
          label={t`Expiry date`}
          description={t`The last day that is counted. Left empty, there is none.`}
          value={expiresOn}
          onChange={setExpiresOn}
          autoFocus
        />
      )}
    </FormDialog>
  );
}
