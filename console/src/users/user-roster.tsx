/** The duty rosters of a user by date: a band, the same as a list, and a new one from a date on. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, type FormEvent, useState } from 'react';
import { addDays, daysBetween } from '#shared/time/calendar.ts';
import { useRights, useSettings } from '../api/index.ts';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { RefusalText } from '../problems/refusal.tsx';
import { Button } from '../ui/button.tsx';
import { DateField } from '../ui/date-field.tsx';
import { Section } from '../ui/section.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { toast } from '../ui/toasts.tsx';
import { RosterPicker } from './pickers.tsx';
import { rostersQuery, type User } from './queries.ts';
import band from './roster-band.module.css';
import { type Assignment, bandSpan, rosterBand } from './roster-band.ts';
import { refusedOf, useBulk } from './use-bulk.ts';
import styles from './user-screen.module.css';

type Row = Assignment & { name: string };

const idOfRow = ({ from }: Row): string => from;
const nameOfRow = ({ name }: Row): string => name;

function useRosterName(): (id: string | undefined) => string {
  const { t } = useLingui();
  const { data: rosters } = useQuery(rostersQuery);
  return (id) => {
    if (id === undefined) return t`No roster`;
    return rosters?.find(({ roster }) => roster.id === id)?.roster.name ?? id;
  };
}

/** The band. */
function Band({ assignments }: { assignments: readonly Assignment[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const today = useToday();
  const nameOf = useRosterName();
  const span = bandSpan(assignments, today);
  const stretches = rosterBand(assignments, span);
  const ids = [...new Set(stretches.flatMap(({ rosterId }) => rosterId ?? []))];
  const at = (daysBetween(span.from, today) / daysBetween(span.from, span.to)) * 100;
  return (
    <div className={band.whole}>
      <ol className={band.band} aria-label={t`Rosters by date`}>
        {stretches.map(({ rosterId, from, to, share, isCutAtEnd }) => (
          <li
            key={from}
            className={band.stretch}
            data-kind={rosterId === undefined ? 'none' : ids.indexOf(rosterId) % 2 === 0 ? 'even' : 'odd'}
            data-goes-on={isCutAtEnd}
            style={{ inlineSize: `${share * 100}%` }}
          >
            <span className={band.words}>{nameOf(rosterId)}</span>
            <span className="visually-hidden"> {format.range({ from, to }, 'short')}</span>
          </li>
        ))}
      </ol>
      <div className={band.axis} aria-hidden="true">
        <span>{format.date(span.from, 'short')}</span>
        <span className={band.today} style={{ '--at': `${at}%` } as CSSProperties}>
          <Trans>today</Trans>
        </span>
        <span>{format.date(span.to, 'short')}</span>
      </div>
    </div>
  );
}

function GiveRoster({ user }: { user: User }) {
  const { t } = useLingui();
  const today = useToday();
  const [rosterId, setRosterId] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(today);
  const bulk = useBulk();
  const refused = bulk.data && refusedOf(bulk.data)[0];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (from === null || rosterId === null || bulk.isPending) return;
    const outcomes = await bulk.mutateAsync({
      kind: 'roster',
      userIds: [user.id],
      dutyRosterId: rosterId === '' ? null : rosterId,
      from,
    });
    if (refusedOf(outcomes).length === 0)
      toast({ text: t`Saved. The days from then on are computed again.` });
  };
  return (
    <Section
      title={<Trans>Another roster from a date on</Trans>}
      description={<Trans>Earlier days keep the roster that they had.</Trans>}
    >
      <form className={styles.line} onSubmit={(event) => void submit(event)} noValidate>
        <RosterPicker label={t`Duty roster`} value={rosterId} onChange={setRosterId} />
        <DateField
          label={t`From`}
          value={from}
          onChange={setFrom}
          error={from === null ? t`Say from which day on.` : undefined}
        />
        <Button
          variant="primary"
          type="submit"
          isPending={bulk.isPending}
          isDisabled={rosterId === null}
          why={t`Choose a roster first, or none.`}
        >
          <Trans>Save</Trans>
        </Button>
      </form>
      {refused && (
        <p role="alert" className={styles.wide}>
          <RefusalText problem={refused.problem} />
        </p>
      )}
      {bulk.isError && <ProblemNote error={bulk.error} />}
    </Section>
  );
}

/** The rosters of a user. */
export function UserRoster({ user }: { user: User }) {
  const { t } = useLingui();
  const format = useFormat();
  const { mayEdit } = useRights();
  const { sheets } = useSettings();
  const nameOf = useRosterName();
  const rows: Row[] = [...user.rosterAssignments]
    .sort((a, b) => (a.from < b.from ? 1 : -1))
    .map((one) => ({ ...one, name: nameOf(one.rosterId) }));
  const columns: TableColumn<Row>[] = [
    { id: 'roster', title: t`Roster`, isPrimary: true, render: ({ name }) => name },
    { id: 'from', title: t`From`, render: ({ from }) => format.date(from) },
    {
      id: 'to',
      title: t`Until`,
      render: ({ to }) => (to === null ? t`no end` : format.date(addDays(to, -1))),
    },
  ];
  const standard = sheets.defaultScheduleId;
  return (
    <div className={styles.sections}>
      <Band assignments={user.rosterAssignments} />
      <DataTable
        label={t`Rosters`}
        columns={columns}
        rows={rows}
        idOf={idOfRow}
        nameOf={nameOfRow}
        empty={
          <p className={styles.muted}>
            {standard === null ? (
              <Trans>No roster: days are counted as flexible.</Trans>
            ) : (
              <Trans>No roster: the schedule {standard} of the settings counts.</Trans>
            )}
          </p>
        }
      />
      {mayEdit && user.erasedAt === undefined && <GiveRoster user={user} />}
    </div>
  );
}
