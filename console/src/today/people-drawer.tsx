/** The people who are in one state now. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import type { PresentPerson } from '#shared/contract/overview.ts';
import { type PresenceState, presenceLooks } from '../day/looks.ts';
import { LookTag } from '../day/status.tsx';
import { useFormat } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PersonLink } from './person-link.tsx';
import styles from './today.module.css';
import { type Place, usePeopleIn, useTerminalNames } from './today-data.ts';

const step = 200;

function Person({ person, date }: { person: PresentPerson; date: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const terminalName = useTerminalNames();
  const { userId, name, department, wallTime, terminal, late, unheard } = person;
  const facts = [
    department,
    terminal === undefined ? undefined : terminalName(terminal),
    unheard === undefined ? undefined : t`${format.list(unheard.map(terminalName))} not heard of`,
  ].filter((fact) => fact !== undefined);
  return (
    <li className={styles.someone}>
      <div className={styles.someoneWords}>
        <PersonLink userId={userId} name={name} date={date} />
        {facts.length > 0 && <span className={styles.quiet}>{facts.join(' · ')}</span>}
      </div>
      <div className={styles.someoneTimes}>
        {wallTime !== undefined && <span>{format.time(wallTime)}</span>}
        {late !== undefined && (
          <LookTag look={presenceLooks.late}>{t`late ${format.duration(late)}`}</LookTag>
        )}
      </div>
    </li>
  );
}

/** Those who are inside: also those who came late. */
function usePeople(place: Place, state: PresenceState) {
  const main = usePeopleIn(place, state);
  const late = usePeopleIn(place, state === 'inside' ? 'late' : state);
  if (state !== 'inside' || main.data === undefined) return main;
  const people = [...main.data, ...(late.data ?? [])];
  return { ...main, data: people, error: main.error ?? late.error };
}

/** The people who are in one state now; of those inside it is the list for a fire. */
export function PeopleDrawer({
  place,
  state,
  date,
  onClose,
}: {
  place: Place;
  state: PresenceState;
  date: string;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [limit, setLimit] = useState(step);
  const { data, error, isPending, refetch } = usePeople(place, state);
  const people = data?.toSorted((a, b) =>
    (a.name ?? a.userId).localeCompare(b.name ?? b.userId, i18n.locale),
  );
  const count = people?.length ?? 0;
  return (
    <Drawer
      isOpen
      onClose={onClose}
      title={i18n._(presenceLooks[state].word)}
      subtitle={
        people && t`${plural(count, { one: '# person', other: '# people' })}, ${format.date(date, 'day')}`
      }
      footer={
        <LinkButton
          icon={<Printer />}
          to="/reports"
          search={{ report: 'presence', from: date, department: place.department, site: place.site }}
        >
          <Trans>Open the list for print</Trans>
        </LinkButton>
      }
    >
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {isPending && (
        <Loading>
          <Skeleton kind="row" lines={8} />
        </Loading>
      )}
      {people?.length === 0 && (
        <EmptyState title={t`Nobody now`}>
          <Trans>People move on while the day goes by: this list follows them.</Trans>
        </EmptyState>
      )}
      {people && count > 0 && (
        <ul className={styles.people}>
          {people.slice(0, limit).map((person) => (
            <Person key={person.userId} person={person} date={date} />
          ))}
        </ul>
      )}
      {count > limit && (
        <Button onPress={() => setLimit(limit + step)}>
          {t`Show ${format.count(Math.min(step, count - limit))} more of ${format.count(count)}`}
        </Button>
      )}
    </Drawer>
  );
}
