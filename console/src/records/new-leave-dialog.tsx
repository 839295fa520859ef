/** Enters a leave. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api, newIdempotencyKey } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { UserPicker } from '../day/user-picker.tsx';
import { ProblemNote } from '../problems/problem-note.tsx';
import { useErrorToast } from '../problems/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { type DateRange, DateRangePicker } from '../ui/date-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { toast } from '../ui/toasts.tsx';
import styles from './leave.module.css';
import { leaveKeys, leaveTypesQuery } from './queries.ts';

/** A new leave. */
export interface NewLeaveDialogProps {
  /** Whose, and which days, where they are known. */
  person?: { readonly userId: string; readonly name?: string | undefined } | undefined;
  days: DateRange | null;
  onClose: () => void;
}

type Part = 'full' | 'first' | 'second' | 'hours';

/** Person, type, days, part of each day. */
export function NewLeaveDialog({ person, days, onClose }: NewLeaveDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const tell = useErrorToast();
  const types = (useQuery(leaveTypesQuery).data ?? []).filter(({ archived }) => !archived);
  const [userId, setUserId] = useState<string | null>(person?.userId ?? null);
  const [type, setType] = useState<string>();
  const [range, setRange] = useState(days);
  const [part, setPart] = useState<Part>('full');
  const [minutes, setMinutes] = useState<number | null>(120);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const chosenType = type ?? types[0]?.type ?? '';
  const refresh = () => Promise.all(leaveKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
  const enter = async () => {
    setChecked(true);
    if (userId === null || range === null || chosenType.trim() === '') return;
    if (part === 'hours' && minutes === null) return;
    setSaving(true);
    setError(undefined);
    try {
      const { id, from, approval, warnings } = await api.createLeave(
        {
          body: {
            userId,
            type: chosenType.trim(),
            from: range.from,
            to: addDays(range.until as LocalDate, 1),
            portion:
              part === 'full'
                ? { kind: 'full' }
                : part === 'hours'
                  ? { kind: 'hours', minutes: minutes ?? 1 }
                  : { kind: 'half', half: part },
            reason: reason.trim(),
          },
        },
        { idempotencyKey: newIdempotencyKey() },
      );
      await refresh();
      const undo = () =>
        void api
          .withdrawLeave({ params: { userId, from, leaveId: id }, body: { reason: t`Taken back at once` } })
          .then(refresh, tell);
      const empty = warnings.flatMap(({ dates }) => dates).map((date) => format.date(date, 'brief'));
      const waits =
        approval?.state === 'awaiting' ? ` ${t`It waits for the approval of a second person.`}` : '';
      const note = empty.length > 0 ? ` ${t`Nothing is expected on ${format.list(empty.slice(0, 5))}.`}` : '';
      toast({ text: `${t`The leave is entered.`}${waits}${note}`, undo });
      onClose();
    } catch (refused) {
      setError(refused);
      setSaving(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`New leave`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void enter()}>
            {t`Enter the leave`}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        {error !== undefined && <ProblemNote error={error} />}
        <UserPicker
          label={t`Person`}
          placeholder={t`Name or id`}
          value={userId}
          valueName={person?.name}
          onChange={setUserId}
          error={isChecked && userId === null ? t`Choose a person.` : undefined}
        />
        {types.length > 0 ? (
          <Select
            label={t`Type`}
            items={types.map((one) => ({ id: one.type, label: one.name ?? one.type }))}
            value={chosenType}
            onChange={setType}
          />
        ) : (
          <TextField
            label={t`Type`}
            value={chosenType}
            maxLength={100}
            placeholder="annual"
            description={t`The settings list no types yet: write what payroll calls it.`}
            error={isChecked && chosenType.trim() === '' ? t`Write a type.` : undefined}
            onChange={setType}
          />
        )}
        <DateRangePicker
          label={t`Days, the last one included`}
          value={range}
          onChange={setRange}
          error={isChecked && range === null ? t`Choose the days.` : undefined}
        />
        <RadioGroup<Part>
          label={t`Of each day`}
          orientation="horizontal"
          value={part}
          onChange={setPart}
          items={[
            { id: 'full', label: t`All of it` },
            { id: 'first', label: t`The first half` },
            { id: 'second', label: t`The second half` },
            { id: 'hours', label: t`Some minutes` },
          ]}
        />
        {part === 'hours' && (
          <NumberField label={t`Minutes`} min={1} max={1_440} value={minutes} onChange={setMinutes} />
        )}
        <TextField label={t`Reason`} value={reason} maxLength={500} onChange={setReason} />
      </form>
    </Dialog>
  );
}
