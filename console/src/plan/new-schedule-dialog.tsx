/** Adds a clocking schedule: plain of a kind, or one of a preset. @module */

import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClockingSchedule } from '#shared/attendance/model/index.ts';
import { api } from '../api/index.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import { kindSentences, kindWords } from './plan-words.ts';

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
export function NewScheduleDialog(dialog: NewScheduleDialogProps) {
  const { t, i18n } = useLingui();
  const [from, setFrom] = useState<'plain' | 'preset'>('plain');
  const [kind, setKind] = useState<ClockingSchedule['kind']>('weekly');
  const [start, setStart] = useState<string | null>(null);
  const starts = useQuery({
    queryKey: ['schedule-starts'],
    queryFn: () => import('./starts.ts'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const chosen = starts.data?.scheduleStarts.find(({ id }) => id === start);
  const add = (id: string, name: string) => {
    const plain = from === 'plain' ? starts.data?.plainSchedule(kind, name) : chosen?.schedule;
    return plain !== undefined && api.putSchedule({ params: { id }, body: { ...plain, id, name } });
  };
  return (
    <NewPlanDialog
      {...dialog}
      title={t`New schedule`}
      addLabel={t`Add the schedule`}
      nameless={t`Give the schedule a name.`}
      add={add}
    >
      {(isChecked, suggest) => (
        <>
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
                if (preset) suggest(preset.schedule.name);
              }}
            />
          )}
        </>
      )}
    </NewPlanDialog>
  );
}
