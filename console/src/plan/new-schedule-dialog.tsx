/** Adds a clocking schedule: plain of a kind, or one of a preset. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClockingSchedule } from '#shared/attendance/model/index.ts';
import { api } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './plan.module.css';
import { planSlug } from './plan-slug.ts';
import { kindSentences, kindWords } from './plan-words.ts';
import { planKeys } from './queries.ts';

/** The dialog of a new schedule. */
export interface NewScheduleDialogProps {
  /** Ids that are taken. */
  taken: readonly string[];
  onClose: () => void;
  /** It is there: its id. */
  onCreated: (id: string) => void;
}

const kinds = Object.keys(kindWords) as ClockingSchedule['kind'][];

/** Asks for a name and a start, and saves the schedule: nobody works by it yet. */
export function NewScheduleDialog({ taken, onClose, onCreated }: NewScheduleDialogProps) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [from, setFrom] = useState<'plain' | 'preset'>('plain');
  const [kind, setKind] = useState<ClockingSchedule['kind']>('weekly');
  const [start, setStart] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const [isChecked, setChecked] = useState(false);
  const starts = useQuery({
    queryKey: ['schedule-starts'],
    queryFn: () => import('./starts.ts'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chosen = starts.data?.scheduleStarts.find(({ id }) => id === start);
  const id = planSlug(name, taken);
  const add = async () => {
    setChecked(true);
    const title = name.trim();
    const plain = from === 'plain' ? starts.data?.plainSchedule(kind, title) : chosen?.schedule;
    if (title === '' || plain === undefined) return;
    setSaving(true);
    setError(undefined);
    try {
      await api.putSchedule({ params: { id }, body: { ...plain, id, name: title } });
      await Promise.all(planKeys.map((queryKey) => client.invalidateQueries({ queryKey })));
      onCreated(id);
    } catch (refused) {
      setError(refused);
      setSaving(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`New schedule`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void add()}>
            {t`Add the schedule`}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        {error !== undefined && <ProblemNote error={error} />}
        <TextField
          label={t`Name`}
          value={name}
          maxLength={100}
          autoFocus
          isRequired
          description={name.trim() === '' ? undefined : t`Its id will be ${id}`}
          error={isChecked && name.trim() === '' ? t`Give the schedule a name.` : undefined}
          onChange={setName}
        />
        <RadioGroup
          label={t`Begin with`}
          orientation="horizontal"
          value={from}
          onChange={setFrom}
          items={[
            { id: 'plain', label: t`Plain times` },
            { id: 'preset', label: t`A preset` },
          ]}
        />
        {from === 'plain' ? (
          <RadioGroup
            label={t`Kind`}
            value={kind}
            onChange={setKind}
            items={kinds.map((one) => ({
              id: one,
              label: i18n._(kindWords[one]),
              description: i18n._(kindSentences[one]),
            }))}
          />
        ) : starts.data === undefined ? (
          <Skeleton lines={3} kind="row" />
        ) : (
          <Select
            label={t`Preset`}
            placeholder={t`Choose a preset`}
            items={starts.data.scheduleStarts.map((one) => ({
              id: one.id,
              label: one.schedule.name,
              description: one.preset,
            }))}
            value={start}
            error={isChecked && chosen === undefined ? t`Choose a preset.` : undefined}
            description={t`It brings the rules of its preset: rounding, breaks, grace and overtime.`}
            onChange={(next) => {
              setStart(next);
              const preset = starts.data.scheduleStarts.find((one) => one.id === next);
              if (name.trim() === '' && preset) setName(preset.schedule.name);
            }}
          />
        )}
      </form>
    </Dialog>
  );
}
