/** One terminal: how it is, what was read of it, who is on it, and what can be done. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Download, Pencil } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useRights } from '../api/index.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { PageHead } from '../ui/page-head.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { CommandsPart } from './commands-part.tsx';
import { DownloadsPart } from './downloads-part.tsx';
import { HealthCard } from './health-card.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { PunchesPart } from './punches-part.tsx';
import { PushCard } from './push-card.tsx';
import { type Terminal, terminalQuery } from './queries.ts';
import type { TerminalSearch } from './search.ts';
import { TerminalStateLine } from './state-line.tsx';
import { type TerminalDialog, TerminalDialogs } from './terminal-dialogs.tsx';
import { FactsCard } from './terminal-facts.tsx';
import { TerminalMenu } from './terminal-menu.tsx';
import { problemsOf } from './terminal-problems.ts';
import styles from './terminal-screen.module.css';
import { terminalName } from './terminal-state.ts';
import { UsersPart } from './users-part.tsx';

/** One terminal. */
export function TerminalScreen() {
  const { serial } = useParams({ from: '/terminals/$serial' });
  const { data, error, refetch } = useQuery(terminalQuery(serial));
  if (data === undefined)
    return (
      <div className={styles.page}>
        <Back />
        <PageHead title={serial} />
        {error === null ? (
          <Loading>
            <Skeleton kind="tile" lines={2} />
          </Loading>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </div>
    );
  return <Shown key={serial} terminal={data.body} etag={data.etag} />;
}

function Back() {
  return (
    <Link to="/terminals" className={styles.back}>
      <Trans>Terminals</Trans>
    </Link>
  );
}

function Shown({ terminal, etag }: { terminal: Terminal; etag: string | undefined }) {
  const { t } = useLingui();
  const { part = 'health' } = useSearch({ from: '/terminals/$serial' });
  const { mayEdit, mayAdminister } = useRights();
  const [dialog, setDialog] = useState<TerminalDialog>();
  const { serial, mergedInto } = terminal;
  const name = terminalName(terminal);
  const isPulled = terminal.pushes !== true;
  const isAtWork = terminal.state === 'active' && mergedInto === undefined;
  const commands = useMemo(
    () => [
      ...(mayEdit && isPulled && isAtWork
        ? [
            {
              id: 'terminal.download',
              title: t`Download ${name}`,
              run: () => openDialog('download', { serials: [serial] }),
            },
          ]
        : []),
      ...(mayAdminister
        ? [{ id: 'terminal.edit', title: t`Edit ${name}`, keys: 'E', run: () => setDialog('edit') }]
        : []),
    ],
    [t, mayEdit, mayAdminister, isPulled, isAtWork, name, serial],
  );
  useCommands(commands);
  return (
    <div className={styles.page}>
      <Back />
      <PageHead
        title={name}
        subtitle={<TerminalStateLine terminal={terminal} isInline />}
        secondary={
          <>
            {mayAdminister && (
              <Button icon={<Pencil />} onPress={() => setDialog('edit')}>
                <Trans>Edit</Trans>
              </Button>
            )}
            <TerminalMenu terminal={terminal} onDialog={setDialog} />
          </>
        }
        primary={
          mayEdit &&
          isPulled &&
          isAtWork && (
            <Button
              variant="primary"
              icon={<Download />}
              onPress={() => openDialog('download', { serials: [serial] })}
            >
              <Trans>Download</Trans>
            </Button>
          )
        }
      />
      <div className={styles.banners}>
        {terminal.state === 'retired' && (
          <Banner
            title={<Trans>{name} is retired</Trans>}
            actions={
              mayAdminister && (
                <Button size="small" onPress={() => setDialog('revive')}>
                  <Trans>Put back to work</Trans>
                </Button>
              )
            }
          >
            <Trans>It is not read, and no day waits for it. Its punches stay.</Trans>
          </Banner>
        )}
        {mergedInto !== undefined && <Merged into={mergedInto} onUndo={() => setDialog('unmerge')} />}
        {problemsOf(terminal).map((problem) => (
          <ProblemBanner
            key={problem.kind}
            problem={problem}
            terminal={terminal}
            onEdit={() => setDialog('edit')}
            onGuard={() => setDialog('guard')}
          />
        ))}
      </div>
      <NavTabs label={t`Parts of ${name}`}>
        <PartTab serial={serial} part="health" isShown={part === 'health'}>
          <Trans>Health</Trans>
        </PartTab>
        <PartTab serial={serial} part="downloads" isShown={part === 'downloads'}>
          <Trans>Downloads</Trans>
        </PartTab>
        <PartTab serial={serial} part="users" isShown={part === 'users'}>
          <Trans>Users on it</Trans>
        </PartTab>
        <PartTab serial={serial} part="punches" isShown={part === 'punches'}>
          <Trans>Punches</Trans>
        </PartTab>
        {!isPulled && (
          <PartTab serial={serial} part="commands" isShown={part === 'commands'}>
            <Trans>Commands</Trans>
          </PartTab>
        )}
      </NavTabs>
      <div className={styles.part}>
        {part === 'health' && (
          <div className={styles.columns}>
            <FactsCard terminal={terminal} />
            <div className={styles.stack}>
              <HealthCard terminal={terminal} />
              {!isPulled && <PushCard serial={serial} />}
            </div>
          </div>
        )}
        {part === 'downloads' && <DownloadsPart terminal={terminal} />}
        {part === 'users' && <UsersPart terminal={terminal} />}
        {part === 'punches' && <PunchesPart terminal={terminal} />}
        {part === 'commands' && !isPulled && <CommandsPart terminal={terminal} />}
      </div>
      <TerminalDialogs open={dialog} terminal={terminal} etag={etag} onClose={() => setDialog(undefined)} />
    </div>
  );
}

function PartTab({
  serial,
  part,
  isShown,
  children,
}: {
  serial: string;
  part: NonNullable<TerminalSearch['part']>;
  isShown: boolean;
  children: ReactNode;
}) {
  return (
    <NavTab
      to="/terminals/$serial"
      params={{ serial }}
      search={part === 'health' ? {} : { part }}
      // Else the first one, whose address is the shortest, would always be the open one too.
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isShown ? 'page' : undefined}
    >
      {children}
    </NavTab>
  );
}

function Merged({ into, onUndo }: { into: string; onUndo: () => void }) {
  const { mayAdminister } = useRights();
  return (
    <Banner
      title={
        <Trans>
          Its punches count as those of{' '}
          <Link to="/terminals/$serial" params={{ serial: into }}>
            {into}
          </Link>
        </Trans>
      }
      actions={
        mayAdminister && (
          <Button size="small" onPress={onUndo}>
            <Trans>Undo</Trans>
          </Button>
        )
      }
    >
      <Trans>No day waits for it.</Trans>
    </Banner>
  );
}
