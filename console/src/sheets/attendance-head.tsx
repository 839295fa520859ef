/** The head of the attendance screen: period, filters, counts that filter, and what can be done. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Download, Printer, SlidersHorizontal } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { DayFlag } from '#shared/contract/day-flags.ts';
import type { LocalDate } from '#shared/time/wall-time.ts';
import { useRights } from '../api/index.ts';
import { isIn, type Range } from '../day/periods.ts';
import { Legend } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { CheckboxGroup } from '../ui/checkbox.tsx';
import { type Command, useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Popover } from '../ui/popover.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { ViewSwitch } from '../ui/tabs.tsx';
import { useDebounced } from '../ui/use-debounced.ts';
import { useIsPhone } from '../ui/use-media.ts';
import styles from './attendance-head.module.css';
import { type TotalId, totalColumns, totalNames } from './matrix/columns.ts';
import type { DayTotals } from './matrix/matrix-pages.ts';
import { PeriodPicker } from './period-picker.tsx';
import { SavedViews } from './saved-views.tsx';
import type { AttendanceSearch } from './search.ts';
import { StatusChips } from './status-chips.tsx';
import { useDepartments } from './use-attendance.ts';

/** The head of the attendance screen. */
export interface AttendanceHeadProps {
  readonly search: AttendanceSearch;
  readonly range: Range;
  readonly today: LocalDate;
  readonly totals: DayTotals | undefined;
  /** Who fits department, site and search. */
  readonly people: number | undefined;
  readonly flag: DayFlag | undefined;
  readonly chosenTotals: readonly TotalId[];
  onTotals(ids: readonly TotalId[]): void;
  onChange(next: Partial<AttendanceSearch>): void;
}

/** The head of the attendance screen. */
export function AttendanceHead(props: AttendanceHeadProps) {
  const { search, range, today, totals, people, flag, onChange } = props;
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const isPhone = useIsPhone();
  const { data: departments } = useDepartments();
  const { department } = search;
  const scope = useMemo(() => ({ from: range.from, to: range.to, department }), [range, department]);
  const commands = useMemo<Command[]>(
    () =>
      mayEdit
        ? [
            {
              id: 'sheets.generate',
              title: t`Generate these sheets`,
              keys: 'Y',
              run: () => openDialog('generate', scope),
            },
            { id: 'sheets.export', title: t`Export for payroll`, run: () => openDialog('export', scope) },
            { id: 'sheets.print', title: t`Print`, keys: 'Ctrl P', run: () => print() },
          ]
        : [{ id: 'sheets.print', title: t`Print`, keys: 'Ctrl P', run: () => print() }],
    [mayEdit, scope, t],
  );
  useCommands(commands);
  const names = departments?.items.map(({ name }) => name) ?? [];
  const known = department === undefined || names.includes(department) ? names : [department, ...names];
  const shownDay = search.date ?? (isIn(today, range) ? today : range.from);
  return (
    <PageHead
      title={t`Attendance`}
      filters={
        <>
          <PeriodPicker
            range={range}
            today={today}
            onChange={(next) => onChange({ ...next, date: undefined, day: undefined })}
          />
          <div className={styles.department}>
            <Select
              label={t`Department`}
              isLabelHidden
              value={department ?? ''}
              items={[
                { id: '', label: t`All departments` },
                ...known.map((name) => ({ id: name, label: name })),
              ]}
              onChange={(id) => onChange({ department: id === '' ? undefined : id })}
            />
          </div>
          <SearchPeople text={search.search ?? ''} onChange={onChange} />
        </>
      }
      secondary={
        mayEdit &&
        !isPhone && (
          <>
            <Button onPress={() => openDialog('generate', scope)}>{t`Generate`}</Button>
            <Button onPress={() => openDialog('export', scope)}>
              {t({ message: 'Export', context: 'verb' })}
            </Button>
          </>
        )
      }
      primary={
        mayEdit && (
          <Button variant="primary" icon={<Download />} onPress={() => openDialog('download', {})}>
            {t({ message: 'Download', context: 'verb' })}
          </Button>
        )
      }
    >
      <div className={styles.counts}>
        <p className={styles.scope} role="status">
          {people !== undefined && totals !== undefined && (
            <Trans>
              <Plural value={people} one="# person" other="# people" /> · {format.count(totals.days)} days
            </Trans>
          )}
        </p>
        <StatusChips
          totals={totals}
          selected={flag}
          format={format}
          onChange={(next) => onChange({ has: next && [next] })}
        />
        <div className={styles.tools}>
          <SavedViews search={search} onChange={onChange} />
          {!isPhone && (
            <Popover
              label={t`Columns`}
              placement="bottom end"
              trigger={
                <IconButton label={t`Columns`}>
                  <SlidersHorizontal />
                </IconButton>
              }
            >
              <CheckboxGroup<TotalId>
                label={t`Sums`}
                value={props.chosenTotals}
                items={totalColumns.map(({ id }) => ({ id, label: i18n._(totalNames[id]) }))}
                onChange={props.onTotals}
              />
            </Popover>
          )}
          <Popover
            label={t`Legend`}
            placement="bottom end"
            trigger={<Button variant="quiet">{t`Legend`}</Button>}
          >
            <Legend />
          </Popover>
          {!isPhone && (
            <>
              <IconButton label={t`Print`} keys="Ctrl P" onPress={() => print()}>
                <Printer />
              </IconButton>
              <ViewSwitch
                label={t`View`}
                selected={search.view ?? 'matrix'}
                items={[
                  { id: 'matrix', label: t({ message: 'Matrix', context: 'view' }) },
                  { id: 'day', label: t({ message: 'Day', context: 'view' }) },
                ]}
                onChange={(view) =>
                  onChange({
                    view: view === 'day' ? 'day' : undefined,
                    date: view === 'day' ? shownDay : undefined,
                  })
                }
              />
            </>
          )}
        </div>
      </div>
    </PageHead>
  );
}

/** Narrows by name or id once the typing rests. */
function SearchPeople({
  text,
  onChange,
}: {
  text: string;
  onChange: (next: Partial<AttendanceSearch>) => void;
}) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(text);
  const settled = useDebounced(typed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed decides; the address alone does not
  useEffect(() => {
    const next = settled.trim();
    if (next !== text) onChange({ search: next === '' ? undefined : next });
  }, [settled]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going back, or clearing the filter, changes the field
  useEffect(() => {
    if (text !== typed.trim()) setTyped(text);
  }, [text]);
  return (
    <div className={styles.search}>
      <SearchField
        label={t`Name or id`}
        placeholder={t`Name or id`}
        keys="/"
        value={typed}
        onChange={setTyped}
      />
    </div>
  );
}
