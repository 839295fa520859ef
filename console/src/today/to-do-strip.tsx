/** What is to be done, each as a link to where it is done. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Overview } from '#shared/contract/overview.ts';
import { useFormat } from '../day/use-format.ts';
import { LinkButton } from '../ui/button.tsx';
import { type ToDoKind, toDo, unheardNames } from './to-do.ts';
import styles from './today.module.css';

/** The words of a thing to do. */
function useWords(overview: Overview): (kind: ToDoKind, count: number) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (kind, count) => {
    switch (kind) {
      case 'missing':
        return t`${plural(count, { one: '# missing time', other: '# missing times' })}`;
      case 'unknownUsers':
        return t`${plural(count, { one: '# unknown id', other: '# unknown ids' })}`;
      case 'provisionalUsers':
        return t`${plural(count, { one: '# new user', other: '# new users' })}`;
      case 'toApprove':
        return t`${plural(count, { one: 'Overtime of # day to approve', other: 'Overtime of # days to approve' })}`;
      case 'corrections':
        return t`${plural(count, { one: '# correction awaits approval', other: '# corrections await approval' })}`;
      case 'leaves':
        return t`${plural(count, { one: '# leave awaits approval', other: '# leaves await approval' })}`;
      case 'dayOverrides':
        return t`${plural(count, { one: '# override awaits approval', other: '# overrides await approval' })}`;
      case 'quarantined':
        return t`${plural(count, { one: '# record in quarantine', other: '# records in quarantine' })}`;
      case 'pendingTerminals':
        return t`${plural(count, { one: '# terminal to register', other: '# terminals to register' })}`;
      case 'failedWebhooks':
        return t`${plural(count, { one: '# webhook has stopped', other: '# webhooks have stopped' })}`;
      case 'terminals': {
        const names = unheardNames(overview);
        return names.length > 0 && names.length <= 2
          ? t`${format.list(names)} not heard of`
          : t`${plural(count, { one: '# terminal not heard of', other: '# terminals not heard of' })}`;
      }
    }
  };
}

function ToDoLink({ kind, overview, children }: { kind: ToDoKind; overview: Overview; children: ReactNode }) {
  const days = { from: overview.from, to: overview.to };
  const look = { size: 'small', children } as const;
  switch (kind) {
    case 'missing':
      return <LinkButton {...look} to="/attendance" search={{ ...days, has: ['missing'] }} />;
    case 'toApprove':
      return <LinkButton {...look} to="/attendance" search={{ ...days, has: ['to-approve'] }} />;
    case 'unknownUsers':
      return <LinkButton {...look} to="/users" search={{ tab: 'unknown' }} />;
    case 'provisionalUsers':
      return <LinkButton {...look} to="/users" search={{ tab: 'new' }} />;
    case 'corrections':
      return <LinkButton {...look} to="/approvals" search={{ kind: 'correction' }} />;
    case 'leaves':
      return <LinkButton {...look} to="/approvals" search={{ kind: 'leave' }} />;
    case 'dayOverrides':
      return <LinkButton {...look} to="/approvals" search={{ kind: 'day-override' }} />;
    case 'quarantined':
      return <LinkButton {...look} to="/settings/$section" params={{ section: 'quarantine' }} />;
    case 'pendingTerminals':
      return <LinkButton {...look} to="/terminals" search={{ tab: 'pending' }} />;
    case 'failedWebhooks':
      return <LinkButton {...look} to="/settings/$section" params={{ section: 'webhooks' }} />;
    case 'terminals':
      return <LinkButton {...look} to="/terminals" search={{}} />;
  }
}

/** The strip of things to do; where there is nothing, it says so. */
export function ToDoStrip({ overview }: { overview: Overview }) {
  const { t } = useLingui();
  const words = useWords(overview);
  const things = toDo(overview);
  return (
    <section className={styles.toDo} aria-label={t`To do`}>
      <h2 className={styles.toDoTitle}>
        <Trans>To do</Trans>
      </h2>
      {things.length === 0 ? (
        <p className={styles.nothing}>
          <CircleCheck size={16} aria-hidden="true" /> <Trans>Nothing waits for you.</Trans>
        </p>
      ) : (
        <ul className={styles.toDoList}>
          {things.map(({ kind, count }) => (
            <li key={kind}>
              <ToDoLink kind={kind} overview={overview}>
                {words(kind, count)}
              </ToDoLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
