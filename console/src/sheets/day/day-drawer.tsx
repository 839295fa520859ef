/** One day of one person: what was planned, punched and counted, why, who has said what about it, and what can be entered. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { SheetRow } from '#shared/contract/sheets.ts';
import { useRights } from '../../api/index.ts';
import { glanceOfRow } from '../../day/day-cell.tsx';
import { DayStrip, type StripMark } from '../../day/day-strip.tsx';
import { exceptionLooks, flagLooks } from '../../day/looks.ts';
import { useScheduleName } from '../../day/plan-names.ts';
import { reasonText } from '../../day/reason-text.ts';
import { shapeOfDay } from '../../day/shape-of-day.ts';
import { inkClass, LookShape, StatusTag } from '../../day/status.tsx';
import { dayClock, turnOfClocks } from '../../day/strip-scale.ts';
import { useFormat } from '../../day/use-format.ts';
import { ApproveForm, toApprove } from '../../entries/approve-form.tsx';
import type { NewCorrection } from '../../entries/enter.ts';
import { LeaveForm } from '../../entries/leave-form.tsx';
import { OverrideForm } from '../../entries/override-form.tsx';
import { RemarkForm } from '../../entries/remark-form.tsx';
import { TimeForm } from '../../entries/time-form.tsx';
import { ProblemNote } from '../../problems/problem-note.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { useHotkey } from '../../ui/use-hotkey.ts';
import type { PersonDay } from '../address.ts';
import { useDayWith } from './before-after.ts';
import styles from './day.module.css';
import { useDayEntries, useDayPunches, useDayRow, useStory } from './day-data.ts';
import { DayFigures } from './day-figures.tsx';
import { DayHistory } from './day-history.tsx';
import { countedSpans, plannedShifts, planSpans, rowMarks, windowOf } from './day-lanes.ts';
import { DayPunches } from './day-punches.tsx';

/** What can be entered in the drawer. */
type Form = 'time' | 'leave' | 'override' | 'remark' | 'approve';

/** The drawer of a day. */
export interface DayDrawerProps {
  readonly day: PersonDay;
  /** Name of the person, while the row is not read yet. */
  readonly name: string | undefined;
  onClose(): void;
  /** Goes to the next or previous day at which somebody should look; `undefined` where there is none. */
  readonly onStep: ((direction: 1 | -1) => void) | undefined;
}

/** The drawer of a day. */
export function DayDrawer({ day, name, onClose, onStep }: DayDrawerProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const row = useDayRow(day);
  const [form, setForm] = useState<Form>();
  const key = `${day.userId}:${day.date}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open belongs to its day
  useEffect(() => setForm(undefined), [key]);
  const enter = (next: Form) => () => {
    if (row.data) setForm(next);
  };
  const steps = { isEnabled: onStep !== undefined };
  useHotkey('j', () => onStep?.(1), steps);
  useHotkey('k', () => onStep?.(-1), steps);
  useHotkey('Alt+ArrowDown', () => onStep?.(1), steps);
  useHotkey('Alt+ArrowUp', () => onStep?.(-1), steps);
  const edits = { isEnabled: mayEdit };
  useHotkey('c', enter('time'), edits);
  useHotkey('e', enter('time'), edits);
  useHotkey('l', enter('leave'), edits);
  useHotkey('r', enter('remark'), edits);
  const who = row.data?.name ?? name;
  return (
    <Drawer
      isOpen
      onClose={onClose}
      title={format.date(day.date)}
      subtitle={
        <Link to="/attendance/$userId" params={{ userId: day.userId }} className={styles.person}>
          {who !== undefined && (
            <>
              <bdi>{who}</bdi>
              {' · '}
            </>
          )}
          {[day.userId, row.data?.department].filter((part) => part !== undefined).join(' · ')}
        </Link>
      }
      actions={
        onStep && (
          <>
            <IconButton label={t`Previous day to look at`} keys="K" onPress={() => onStep(-1)}>
              <ChevronLeft />
            </IconButton>
            <IconButton label={t`Next day to look at`} keys="J" onPress={() => onStep(1)}>
              <ChevronRight />
            </IconButton>
          </>
        )
      }
    >
      {row.error !== null ? (
        <ProblemNote error={row.error} onRetry={() => void row.refetch()} />
      ) : row.data === undefined ? (
        <Loading>
          <Skeleton lines={10} />
        </Loading>
      ) : row.data === null ? (
        <p className={styles.muted}>
          <Trans>This day is not computed yet.</Trans>
        </p>
      ) : (
        <Content key={key} day={day} row={row.data} form={form} onForm={setForm} />
      )}
    </Drawer>
  );
}

function Content({
  day,
  row,
  form,
  onForm,
}: {
  day: PersonDay;
  row: SheetRow;
  form: Form | undefined;
  onForm: (form: Form | undefined) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const scheduleName = useScheduleName();
  const [draft, setDraft] = useState<NewCorrection>();
  const [lit, setLit] = useState<readonly string[]>([]);
  const story = useStory(day);
  const punches = useDayPunches(day);
  const entries = useDayEntries(day);
  const preview = useDayWith(day, draft);
  const clock = useMemo(() => dayClock(day.date, format.zone), [day.date, format.zone]);
  const plan = plannedShifts(story.data?.steps ?? []).flatMap((shift) => planSpans(shift, day.date, clock));
  const counted = countedSpans(row, clock);
  const marks = rowMarks(row, clock);
  const window = windowOf([...plan, ...counted], marks, clock);
  const turn = turnOfClocks(window, clock);
  const shown: StripMark[] = marks.map((mark) => ({
    at: mark.at,
    direction: mark.direction,
    isIgnored: mark.isIgnored,
    isEntered: mark.isEntered,
    isLit: mark.ref !== '' && lit.includes(mark.ref),
    label: format.time(mark.wall, true),
  }));
  const counting = (punches.data ?? []).filter(({ ignored }) => ignored === undefined);
  const ignored = (punches.data ?? []).filter((punch) => punch.ignored !== undefined);
  const done = () => onForm(undefined);
  const loud = row.exceptions.filter(({ severity }) => severity !== 'info');
  return (
    <div className={styles.day}>
      <div className={styles.tags}>
        <StatusTag status={shapeOfDay(glanceOfRow(row))} />
        {row.scheduleId !== null && <span className={styles.muted}>{scheduleName(row.scheduleId)}</span>}
        {row.lockId !== undefined && (
          <span className={`${styles.tagLine} ${inkClass(flagLooks.locked)}`}>
            <LookShape look={flagLooks.locked} />
            {t`Locked`}
          </span>
        )}
      </div>
      {loud.length > 0 && (
        <ul className={styles.exceptions}>
          {loud.map(({ code, severity }) => (
            <li key={code} data-severity={severity} className={inkClass(exceptionLooks[code])}>
              <LookShape look={exceptionLooks[code]} />
              <strong>{i18n._(exceptionLooks[code].word)}</strong>
            </li>
          ))}
        </ul>
      )}
      {row.status === 'pending' && row.pendingFor && (
        <Banner tone="warning" title={t`This day is not known yet`}>
          <Trans>It waits for the log of {format.list(row.pendingFor)}.</Trans>
        </Banner>
      )}
      {row.adjustment && (
        <Banner tone="info" title={t`Changed after its period was locked`}>
          <p>{reasonText(i18n, format, row.adjustment.reason)}</p>
          <AdjustmentText row={row} />
        </Banner>
      )}
      <DayStrip
        label={t`Plan, punches and what counts on ${format.date(day.date, 'spoken')}`}
        window={window}
        clock={clock}
        hour={(wall) => format.minute(wall).slice(0, 5)}
        zone={[
          format.zone,
          ...(turn === 0 ? [] : [turn > 0 ? t`clocks go forward` : t`clocks go back`]),
        ].join(' · ')}
        lanes={[
          { id: 'plan', title: t({ message: 'Plan', context: 'lane' }), spans: plan },
          { id: 'punches', title: t`Punches`, marks: shown },
          { id: 'counts', title: t`Counts`, spans: counted },
        ]}
      />
      <DayFigures row={row} preview={preview} onLight={setLit} />
      {row.remark !== '' && form !== 'remark' && <p className={styles.remark}>“{row.remark}”</p>}
      {mayEdit && row.lockId !== undefined && (
        <p className={styles.muted}>
          <Trans>This day is locked: what is entered becomes an adjustment, paid with a later period.</Trans>
        </p>
      )}
      {mayEdit && form === undefined && (
        <div className={styles.actions}>
          <Button variant="primary" onPress={() => onForm('time')}>{t`Add a time`}</Button>
          <Button onPress={() => onForm('leave')}>{t({ message: 'Leave', context: 'verb' })}</Button>
          <Button onPress={() => onForm('override')}>{t`Override`}</Button>
          <Button onPress={() => onForm('remark')}>{t`Remark`}</Button>
          {toApprove(row).length > 0 && (
            <Button onPress={() => onForm('approve')}>{t`Approve overtime`}</Button>
          )}
        </div>
      )}
      {form !== undefined && (
        <div className={styles.form}>
          {form === 'time' && <TimeForm row={row} onDraft={setDraft} onDone={done} />}
          {form === 'leave' && <LeaveForm userId={day.userId} date={day.date} onDone={done} />}
          {form === 'override' && <OverrideForm userId={day.userId} date={day.date} onDone={done} />}
          {form === 'remark' && <RemarkForm row={row} onDone={done} />}
          {form === 'approve' && <ApproveForm row={row} onDone={done} />}
        </div>
      )}
      <div className={styles.folded}>
        {counting.length > 0 && (
          <Disclosure
            isOpenAtFirst
            title={<Plural value={counting.length} one="# punch" other="# punches" />}
          >
            <DayPunches day={day} punches={counting} lit={lit} />
          </Disclosure>
        )}
        {ignored.length > 0 && (
          <Disclosure
            title={
              <Plural value={ignored.length} one="# punch does not count" other="# punches do not count" />
            }
          >
            <DayPunches day={day} punches={ignored} lit={lit} />
          </Disclosure>
        )}
        {(entries.data ?? []).length > 0 && (
          <Disclosure isOpenAtFirst title={t`History`}>
            <DayHistory entries={entries.data ?? []} />
          </Disclosure>
        )}
        <Disclosure title={t`The whole story`}>
          {story.error !== null ? (
            <ProblemNote error={story.error} onRetry={() => void story.refetch()} />
          ) : (
            <ol className={styles.story}>
              {(story.data?.steps ?? []).map(({ title, lines }) => (
                <li key={title.key}>
                  <h4>{reasonText(i18n, format, title)}</h4>
                  <ul>
                    {lines.map((line) => (
                      <li key={`${line.key}-${line.text}`}>{reasonText(i18n, format, line)}</li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
          )}
        </Disclosure>
      </div>
    </div>
  );
}

function AdjustmentText({ row }: { row: SheetRow }) {
  const { t } = useLingui();
  const format = useFormat();
  const { adjustment } = row;
  if (adjustment === undefined) return null;
  const figures = [
    { word: t`Work`, seconds: adjustment.worked },
    { word: t`Overtime`, seconds: adjustment.overtime },
    { word: t`Diff OT`, seconds: adjustment.diffOt },
    { word: t`Short`, seconds: adjustment.short },
  ].filter(({ seconds }) => seconds !== 0);
  const text = figures.map(
    ({ word, seconds }) => `${word} ${seconds > 0 ? '+' : ''}${format.duration(seconds)}`,
  );
  return text.length === 0 ? null : <p>{format.list(text)}</p>;
}
