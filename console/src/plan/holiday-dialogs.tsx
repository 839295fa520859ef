/** Dialogs of a holiday calendar: one holiday, a pasted list, a new calendar. @module */

import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Holiday } from '#shared/attendance/model/index.ts';
import { dateOfDay, dayNumberOf } from '#shared/time/calendar.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { api } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { type DayOrder, readHolidays } from './holiday-list.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import styles from './plan.module.css';

/** One holiday. */
export interface HolidayDialogProps {
  date: LocalDate;
  /** What is there already. */
  holiday: Holiday | undefined;
  onClose: () => void;
  /** Undefined takes it away. */
  onSet: (holiday: Holiday | undefined) => void;
}

/** Name and half of a holiday. */
export function HolidayDialog({ date, holiday, onClose, onSet }: HolidayDialogProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [name, setName] = useState(holiday?.name ?? '');
  const [half, setHalf] = useState(holiday?.half ?? false);
  const [isChecked, setChecked] = useState(false);
  const set = () => {
    setChecked(true);
    if (name.trim() !== '') onSet({ date, name: name.trim(), half });
  };
  return (
    <Dialog
      isOpen
      size="small"
      onClose={onClose}
      title={format.date(date)}
      footer={
        <>
          {holiday && <Button onPress={() => onSet(undefined)}>{t`Take away`}</Button>}
          <Button variant="primary" onPress={set}>
            {holiday ? t`Change` : t`Add`}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        <TextField
          label={t`Holiday`}
          value={name}
          maxLength={100}
          autoFocus
          error={isChecked && name.trim() === '' ? t`Give the holiday a name.` : undefined}
          onChange={setName}
        />
        <Checkbox isSelected={half} onChange={setHalf} description={t`Half of the day is worked.`}>
          {t`Half a day`}
        </Checkbox>
      </form>
    </Dialog>
  );
}

/** A pasted list. */
export interface PasteHolidaysDialogProps {
  year: number;
  onClose: () => void;
  onAdd: (holidays: readonly Holiday[]) => void;
}

/** Takes a list of lines, and shows what it reads before it is added. */
export function PasteHolidaysDialog({ year, onClose, onAdd }: PasteHolidaysDialogProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [text, setText] = useState('');
  const [order, setOrder] = useState<DayOrder>('day-first');
  const names = new Intl.DateTimeFormat(i18n.locale, { month: 'long', timeZone: 'UTC' });
  const months = Array.from({ length: 12 }, (_, month) => names.format(Date.UTC(2026, month, 1)));
  const { holidays, wrong } = readHolidays(text, String(year), order, months);
  const whys = {
    'no-date': t`no date that exists`,
    'no-name': t`no name`,
    twice: t`this date is there twice`,
  };
  const sample = format.date(dateOfDay(dayNumberOf(year, 12, 25)), 'date');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Paste a list`}
      footer={
        <>
          <Button onPress={onClose}>{t`Cancel`}</Button>
          <Button
            variant="primary"
            isDisabled={holidays.length === 0}
            why={t`No line has a date and a name yet.`}
            onPress={() => onAdd(holidays)}
          >
            <Plural value={holidays.length} one="Add # holiday" other="Add # holidays" />
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        <TextField
          label={t`Holidays`}
          multiline
          rows={10}
          autoFocus
          value={text}
          placeholder={`${year}-12-25 …\n${sample} …`}
          description={t`A date and a name in each line; ½ for half a day. Dates without a year are of ${year}.`}
          onChange={setText}
        />
        <Select<DayOrder>
          label={t`Dates such as 3/4`}
          items={[
            { id: 'day-first', label: t`Day first` },
            { id: 'month-first', label: t`Month first` },
          ]}
          value={order}
          onChange={setOrder}
        />
        <ul aria-live="polite">
          {wrong.map(({ line, text: words, why }) => (
            <li key={line} className={styles.problem}>
              {t`Line ${line}, “${words}”: ${whys[why]}`}
            </li>
          ))}
          {holidays.map(({ date, name, half }) => (
            <li key={date} className={styles.pair}>
              <span className={styles.muted}>{format.date(date)}</span>{' '}
              <span>{half ? `${name} ½` : name}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** A new calendar. */
export interface NewCalendarDialogProps {
  taken: readonly string[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** Asks for a name, and saves an empty calendar. */
export function NewCalendarDialog(dialog: NewCalendarDialogProps) {
  const { t } = useLingui();
  return (
    <NewPlanDialog
      {...dialog}
      size="small"
      title={t`New calendar`}
      addLabel={t`Add the calendar`}
      nameless={t`Give the calendar a name.`}
      add={(id, name) => api.putCalendar({ params: { id }, body: { id, name, holidays: [] } })}
    />
  );
}
