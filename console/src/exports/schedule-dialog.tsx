/** Schedules an export, or changes a schedule. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportScheduleInput, Rhythm } from '#shared/contract/export-schedules.ts';
import { api, useSettings } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TimeField } from '../ui/time-field.tsx';
import { toast } from '../ui/toasts.tsx';
import { type ExportDraft, formOf, isComplete } from './export-draft.ts';
import { FormFields } from './export-fields.tsx';
import styles from './exports.module.css';
import { type Schedule, useScheduleWords } from './schedule-words.ts';
import { slugOf } from './slug.ts';
import { useFirstDraft } from './use-first-draft.ts';

function draftOf(first: ExportDraft, schedule: Schedule | undefined): ExportDraft {
  if (!schedule) return first;
  const { kind, template, format, columns, adjustments, department, userIds } = schedule.export;
  return {
    ...first,
    kind,
    template: template ?? null,
    format: format ?? 'csv',
    columns:
      columns?.map(({ key, title, size }) => ({ key, title: title ?? '', size: size ?? null })) ?? null,
    adjustments: adjustments ?? 'with',
    department: department ?? null,
    userIds: userIds ?? null,
  };
}

/** The dialog of one schedule. */
export function ScheduleDialog({
  schedule,
  taken,
  onClose,
}: {
  schedule: Schedule | undefined;
  /** Names that other schedules have. */
  taken: readonly string[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { zone } = useSettings();
  const { weekdays, days: daysItems } = useScheduleWords();
  const first = useFirstDraft({});
  const [draft, setDraft] = useState(() => draftOf(first, schedule));
  const [name, setName] = useState(schedule?.id ?? '');
  const [at, setAt] = useState<string | null>(schedule?.at ?? '06:00');
  const [rhythm, setRhythm] = useState<Rhythm>(schedule?.rhythm ?? { every: 'month', on: 1 });
  const [days, setDays] = useState<ExportScheduleInput['days']>(schedule?.days ?? 'last-month');
  const id = schedule?.id ?? slugOf(name);
  const isTaken = schedule === undefined && taken.includes(id);
  const save = useMutation({
    mutationFn: (time: string) =>
      api.putExportSchedule({
        params: { scheduleId: id },
        body: { at: time, rhythm, days, export: formOf(draft) },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['listExportSchedules'] });
      toast({ text: t`Schedule saved` });
      onClose();
    },
  });
  const isReady = id !== '' && !isTaken && at !== null && isComplete(draft);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={schedule ? <Trans>Edit {schedule.id}</Trans> : <Trans>Add a schedule</Trans>}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={!isReady}
            why={t`Enter name and time, and choose what is made.`}
            onPress={() => {
              if (at !== null) save.mutate(at);
            }}
          >
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {schedule === undefined && (
          <TextField
            label={t`Name`}
            autoFocus
            isRequired
            maxLength={60}
            value={name}
            onChange={setName}
            error={isTaken && t`There is a schedule of this name.`}
          />
        )}
        <FormFields draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        <Select label={t`Of which days`} items={daysItems} value={days} onChange={setDays} />
        <RadioGroup
          label={t`Made`}
          orientation="horizontal"
          value={rhythm.every}
          onChange={(every) =>
            setRhythm(
              every === 'day' ? { every } : every === 'week' ? { every, on: 'monday' } : { every, on: 1 },
            )
          }
          items={[
            { id: 'day', label: t`Every day` },
            { id: 'week', label: t`Every week` },
            { id: 'month', label: t`Every month` },
          ]}
        />
        {rhythm.every === 'week' && (
          <Select
            label={t({ message: 'On', context: 'a weekday' })}
            items={weekdays}
            value={rhythm.on}
            onChange={(on) => setRhythm({ every: 'week', on })}
          />
        )}
        {rhythm.every === 'month' && (
          <NumberField
            label={t`On day`}
            min={1}
            max={28}
            value={rhythm.on}
            onChange={(on) => setRhythm({ every: 'month', on: on ?? 1 })}
          />
        )}
        <TimeField
          label={t`At`}
          description={t`By the clocks of ${zone}; the file is begun within 15 minutes.`}
          value={at}
          onChange={setAt}
          error={at === null && t`Enter the time as hours and minutes.`}
        />
        {save.error !== null && <ProblemNote error={save.error} />}
      </div>
    </Dialog>
  );
}
