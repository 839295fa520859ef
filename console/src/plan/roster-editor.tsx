/** The editor of one duty roster: its days, where its cycle begins, and the weeks to come. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  type ClockingSchedule,
  canonicalText,
  type DutyRoster,
  type RosterEntry,
} from '#shared/attendance/model/index.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { parseLocalDate } from '#shared/time/wall-time.ts';
import { api, useRights, useSettings } from '../api/index.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { DateField } from '../ui/date-field.tsx';
import { DirtyBar } from '../ui/dirty-bar.tsx';
import { useDraft } from '../ui/drafts.ts';
import { NumberField } from '../ui/number-field.tsx';
import { Section } from '../ui/section.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CycleStrip } from './cycle-strip.tsx';
import { offEntry } from './cycle-text.ts';
import { EntryFields } from './entry-fields.tsx';
import styles from './plan.module.css';
import { dayTypeWords, weekdayName } from './plan-words.ts';
import { rosterQuery } from './queries.ts';
import { RosterWeeks } from './roster-weeks.tsx';
import { usePlanSave } from './use-plan-save.tsx';
import { weekFrom } from './week-editor.tsx';

interface Draft {
  etag: string | undefined;
  roster: DutyRoster;
  /** What typing began with. */
  base: DutyRoster;
}

/** The editor of a roster. */
export interface RosterEditorProps {
  saved: DutyRoster;
  etag: string | undefined;
  /** Schedules that can be given, in the order in which they are numbered; those that the roster has come with them. */
  schedules: readonly ClockingSchedule[];
  people: number | null | undefined;
}

/** Days, anchor, six weeks. */
export function RosterEditor({ saved, etag, schedules, people }: RosterEditorProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const { mayEdit } = useRights();
  const weekStartsOn = useSettings().organisation?.weekStartsOn ?? 'monday';
  const [initial] = useState<Draft>(() => ({ etag, roster: saved, base: saved }));
  const draft = useDraft<Draft>(`roster:${saved.id}`, initial);
  const [selected, setSelected] = useState(0);
  const [wrong, setWrong] = useState<string>();
  const { roster } = draft.value;
  const isDirty = canonicalText(roster) !== canonicalText(saved);
  const ids = schedules.map(({ id }) => id);
  const order = weekFrom(weekStartsOn);
  const entries =
    roster.kind === 'weekly' ? order.map((weekday) => roster.days[weekday]) : [...roster.entries];
  const set = (next: DutyRoster) => {
    setWrong(undefined);
    draft.set({ ...draft.value, roster: next });
  };
  const setEntries = (next: readonly RosterEntry[]) => {
    if (roster.kind === 'cycle') set({ ...roster, entries: [...next] });
    else {
      const days = Object.fromEntries(order.map((weekday, index) => [weekday, next[index] ?? offEntry]));
      set({ ...roster, days: { ...roster.days, ...days } });
    }
  };
  const wordsOf = ({ scheduleId, dayType, furtherScheduleIds = [] }: RosterEntry): string => {
    const names = [scheduleId, ...furtherScheduleIds]
      .filter((id) => id !== null)
      .map((id) => schedules.find((one) => one.id === id)?.name ?? id);
    const type = dayType === undefined ? [] : [i18n._(dayTypeWords[dayType])];
    const all = [...names, ...type];
    return all.length === 0 ? t`Off day` : all.join(' · ');
  };
  const params = { id: saved.id };
  const { save, isSaving, note, clear } = usePlanSave({
    queryKey: rosterQuery(saved.id).queryKey,
    base: draft.value.base,
    etag: draft.value.etag,
    mine: { ...roster, name: roster.name.trim() },
    put: async (body, ifMatch) => {
      const answer = await api.putRoster.answer({
        params,
        body,
        ...(ifMatch === undefined ? {} : { ifMatch }),
      });
      return { answer, name: body.name };
    },
    newest: async () => {
      const { body, etag: now } = await api.getRoster.answer({ params });
      return { value: body.roster, etag: now };
    },
    nameOf: ([part, weekday]) => {
      if (part === 'name') return t`Name`;
      if (part === 'anchor') return t`Day 1 is on`;
      const day = weekdays.find((one) => one === weekday);
      return day === undefined ? t`Days of the cycle` : weekdayName(format, day);
    },
    discard: draft.discard,
  });
  const chosen = entries[selected];
  return (
    <>
      {note}
      <div className={styles.expected}>
        <TextField
          label={t`Name`}
          value={roster.name}
          maxLength={100}
          isReadOnly={!mayEdit}
          error={roster.name.trim() === '' ? t`Give the roster a name.` : undefined}
          onChange={(name) => set({ ...roster, name })}
        />
        {roster.kind === 'cycle' && (
          <>
            <DateField
              label={t`Day 1 is on`}
              value={roster.anchor}
              isReadOnly={!mayEdit}
              onChange={(date) => {
                const anchor = date === null ? null : parseLocalDate(date);
                if (anchor !== null) set({ ...roster, anchor });
              }}
            />
            <NumberField
              label={t`Days of the cycle`}
              min={1}
              max={366}
              value={roster.entries.length}
              isDisabled={!mayEdit}
              onChange={(length) => {
                if (length === null) return;
                setEntries(Array.from({ length }, (_, index) => roster.entries[index] ?? offEntry));
                setSelected(Math.min(selected, length - 1));
              }}
            />
          </>
        )}
      </div>
      <Section
        title={roster.kind === 'cycle' ? t`The cycle` : t`The week`}
        description={
          mayEdit && (
            <Trans>
              Type the number of a schedule, R for a rest day, O for an off day. Or paste a line such as 3 3 3
              R 4 4 4 R. Draw a day over others with the mouse to repeat it.
            </Trans>
          )
        }
      >
        <ol className={styles.legend} aria-label={t`Numbers of the schedules`}>
          {schedules.map((schedule, index) => (
            <li key={schedule.id}>
              <b>{index + 1}</b> {schedule.name}
            </li>
          ))}
        </ol>
        <CycleStrip
          label={roster.kind === 'cycle' ? t`Days of the cycle` : t`Days of the week`}
          entries={entries}
          headOf={(index) =>
            roster.kind === 'cycle'
              ? String(index + 1)
              : weekdayName(format, order[index] ?? weekdays[0], 'short')
          }
          wordsOf={wordsOf}
          scheduleIds={ids}
          selected={Math.min(selected, entries.length - 1)}
          onSelect={setSelected}
          onChange={mayEdit ? setEntries : undefined}
          isFixed={roster.kind === 'weekly'}
          onWrong={setWrong}
        />
        {wrong !== undefined && (
          <p role="alert" className={styles.problem}>
            <Trans>“{wrong}” is neither the number of a schedule nor R or O. Nothing was pasted.</Trans>
          </p>
        )}
        {chosen && (
          <EntryFields
            title={
              roster.kind === 'cycle'
                ? t`Day ${selected + 1}`
                : weekdayName(format, order[selected] ?? weekdays[0])
            }
            entry={chosen}
            schedules={schedules}
            isReadOnly={!mayEdit}
            onChange={(entry) => setEntries(entries.with(selected, entry))}
          />
        )}
      </Section>
      <Section title={t`The next six weeks`}>
        <RosterWeeks
          roster={roster}
          today={today}
          weekStartsOn={weekStartsOn}
          scheduleIds={ids}
          wordsOf={wordsOf}
        />
      </Section>
      <DirtyBar
        isDirty={isDirty && mayEdit}
        isSaving={isSaving}
        why={roster.name.trim() === '' ? t`Give the roster a name.` : undefined}
        onSave={save}
        onDiscard={() => {
          draft.discard();
          clear();
          setWrong(undefined);
        }}
      >
        {people === 0 ? (
          <Trans>Not saved yet. Nobody has it today.</Trans>
        ) : people ? (
          <Trans>
            Not saved yet. Saving generates{' '}
            <Plural value={people} one="the sheets of # person" other="the sheets of # people" /> from last
            month on again.
          </Trans>
        ) : (
          <Trans>Not saved yet. Saving generates the sheets from last month on again.</Trans>
        )}
      </DirtyBar>
    </>
  );
}
