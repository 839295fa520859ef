/** Adds a duty roster: a week, or a cycle that is typed as a line. @module */

import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ClockingSchedule, RosterEntry } from '#shared/attendance/model/index.ts';
import { type Weekday, weekdays, weekOf } from '#shared/time/calendar.ts';
import { api } from '../api/index.ts';
import { useToday } from '../day/use-format.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import { readCycle, restEntry } from './cycle-text.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import styles from './plan.module.css';

/** The dialog of a new roster. */
export interface NewRosterDialogProps {
  taken: readonly string[];
  schedules: readonly ClockingSchedule[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** Asks for a name and a pattern, and saves the roster: nobody has it yet. */
export function NewRosterDialog({ schedules, ...dialog }: NewRosterDialogProps) {
  const { t } = useLingui();
  const today = useToday();
  const [kind, setKind] = useState<'weekly' | 'cycle'>('weekly');
  const [line, setLine] = useState('');
  const ids = schedules.map((schedule) => schedule.id);
  const read = readCycle(line, ids);
  const wrong = 'wrong' in read ? read.wrong : undefined;
  const add = (id: string, name: string) => {
    if ('wrong' in read || (kind === 'cycle' && read.entries.length === 0)) return false;
    const first: RosterEntry = { scheduleId: ids[0] ?? null };
    const ofWeekday = (_: Weekday, index: number) => (index < 5 ? first : restEntry);
    const days = Object.fromEntries(weekdays.map((weekday, index) => [weekday, ofWeekday(weekday, index)]));
    return api.putRoster({
      params: { id },
      body:
        kind === 'cycle'
          ? { id, name, kind, anchor: weekOf(today).from, entries: [...read.entries] }
          : { id, name, kind, days },
    });
  };
  return (
    <NewPlanDialog
      {...dialog}
      title={t`New roster`}
      addLabel={t`Add the roster`}
      nameless={t`Give the roster a name.`}
      add={add}
    >
      {(isChecked) => (
        <>
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
        </>
      )}
    </NewPlanDialog>
  );
}
