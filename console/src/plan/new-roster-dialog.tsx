/** Adds a duty roster: a week, or a cycle that is typed as a line. @module */

import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ClockingSchedule, RosterEntry } from '#shared/attendance/model/index.ts';
import { type Weekday, weekdays, weekOf } from '#shared/time/calendar.ts';
import { api } from '../api/index.ts';
import { useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import { readCycle, restEntry } from './cycle-text.ts';
import styles from './plan.module.css';
import { planSlug } from './plan-slug.ts';
import { planKeys } from './queries.ts';

/** The dialog of a new roster. */
export interface NewRosterDialogProps {
  taken: readonly string[];
  schedules: readonly ClockingSchedule[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** Asks for a name and a pattern, and saves the roster: nobody has it yet. */
export function NewRosterDialog({ taken, schedules, onClose, onCreated }: NewRosterDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const today = useToday();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'weekly' | 'cycle'>('weekly');
  const [line, setLine] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<unknown>();
  const ids = schedules.map((schedule) => schedule.id);
  const id = planSlug(name, taken);
  const read = readCycle(line, ids);
  const wrong = 'wrong' in read ? read.wrong : undefined;
  const add = async () => {
    setChecked(true);
    const title = name.trim();
    if (title === '' || 'wrong' in read) return;
    if (kind === 'cycle' && read.entries.length === 0) return;
    setSaving(true);
    setError(undefined);
    const first: RosterEntry = { scheduleId: ids[0] ?? null };
    const ofWeekday = (_: Weekday, index: number) => (index < 5 ? first : restEntry);
    const common = { id, name: title };
    try {
      await api.putRoster({
        params: { id },
        body:
          kind === 'cycle'
            ? { ...common, kind, anchor: weekOf(today).from, entries: [...read.entries] }
            : {
                ...common,
                kind,
                days: Object.fromEntries(
                  weekdays.map((weekday, index) => [weekday, ofWeekday(weekday, index)]),
                ),
              },
      });
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
      title={t`New roster`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button variant="primary" isPending={isSaving} onPress={() => void add()}>
            {t`Add the roster`}
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
          error={isChecked && name.trim() === '' ? t`Give the roster a name.` : undefined}
          onChange={setName}
        />
        <RadioGroup
          label={t`It repeats`}
          value={kind}
          onChange={setKind}
          items={[
            { id: 'weekly', label: t`every week`, description: t`The same weekdays each week.` },
            {
              id: 'cycle',
              label: t`in a cycle`,
              description: t`After any number of days, such as three on and one off.`,
            },
          ]}
        />
        {kind === 'cycle' && (
          <>
            <TextField
              label={t`Days of the cycle`}
              value={line}
              placeholder="1 1 1 R 2 2 2 R"
              description={t`Numbers of the schedules below, R for a rest day, O for an off day; 5x1 for five times 1.`}
              error={
                wrong !== undefined
                  ? t`“${wrong}” is neither the number of a schedule nor R or O.`
                  : isChecked && line.trim() === ''
                    ? t`Type the days of the cycle.`
                    : undefined
              }
              onChange={setLine}
            />
            <ol className={styles.legend} aria-label={t`Numbers of the schedules`}>
              {schedules.map((schedule, index) => (
                <li key={schedule.id}>
                  <b>{index + 1}</b> {schedule.name}
                </li>
              ))}
            </ol>
          </>
        )}
      </form>
    </Dialog>
  );
}
