/** One problem of a terminal: what is so, what it means, and the button that helps. @module */

import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useRights } from '../api/index.ts';
import { useFormat } from '../day/use-format.ts';
import { useFaultText } from '../problems/fault-text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { openDialog } from '../ui/dialogs.ts';
import type { Terminal } from './queries.ts';
import { loudnessOf, type TerminalProblem } from './terminal-problems.ts';
import { terminalName } from './terminal-state.ts';
import { useDriftText } from './use-drift-text.ts';
import { useSetClock } from './use-set-clock.ts';

/** What a banner is given. */
export interface ProblemBannerProps {
  problem: TerminalProblem;
  terminal: Terminal;
  /** Opens the form of the terminal's zone; without it there is a link to the terminal. */
  onEdit?: (() => void) | undefined;
  /** Opens the form of what guards a terminal that pushes; without it there is a link to the terminal. */
  onGuard?: (() => void) | undefined;
}

interface Words {
  title: ReactNode;
  text?: ReactNode;
  remedy?: ReactNode;
}

function useFaultWords({ fault, ...terminal }: Terminal): Words | undefined {
  const shown = useFaultText(fault, terminalName(terminal));
  if (fault === undefined) return undefined;
  if (shown === undefined) return { title: fault.message };
  return { title: shown.title, text: shown.todo.length === 0 ? undefined : shown.todo.join(' ') };
}

function Download({ serial, label }: { serial: string; label?: ReactNode }) {
  const { mayEdit } = useRights();
  if (!mayEdit) return null;
  return (
    <Button size="small" onPress={() => openDialog('download', { serials: [serial] })}>
      {label ?? <Trans>Download</Trans>}
    </Button>
  );
}

function ToTerminal({ serial, children }: { serial: string; children: ReactNode }) {
  return (
    <LinkButton size="small" to="/terminals/$serial" params={{ serial }}>
      {children}
    </LinkButton>
  );
}

function ToBridge({ bridgeId }: { bridgeId: string | undefined }) {
  if (bridgeId === undefined) return null;
  return (
    <LinkButton size="small" to="/bridges/$bridgeId" params={{ bridgeId }}>
      <Trans>Show the bridge</Trans>
    </LinkButton>
  );
}

function SetClock({ terminal, orderedAt }: { terminal: Terminal; orderedAt: string | undefined }) {
  const { mayAdminister } = useRights();
  const order = useSetClock(terminal);
  if (!mayAdminister || terminal.bridgeId === undefined || orderedAt !== undefined) return null;
  return (
    <Button size="small" isPending={order.isPending} onPress={order.run}>
      <Trans>Set the clock</Trans>
    </Button>
  );
}

function useWords({ problem, terminal, onEdit, onGuard }: ProblemBannerProps): Words {
  const format = useFormat();
  const driftText = useDriftText();
  const { mayAdminister } = useRights();
  const faultWords = useFaultWords(terminal);
  const name = terminalName(terminal);
  const { serial, bridgeId } = terminal;
  switch (problem.kind) {
    case 'silent': {
      const since = problem.since === undefined ? undefined : format.instant(problem.since);
      if (problem.who === 'terminal')
        return {
          title:
            since === undefined ? (
              <Trans>{name} has not called</Trans>
            ) : (
              <Trans>
                {name} has not called since {since}
              </Trans>
            ),
          text: <Trans>Check its power, its network, and the address of the cloud server in its menu.</Trans>,
        };
      return {
        title:
          since === undefined ? (
            <Trans>The bridge of {name} is not heard of</Trans>
          ) : (
            <Trans>
              The bridge of {name} is not heard of since {since}
            </Trans>
          ),
        text: <Trans>Check that the computer of the bridge is on and its service runs.</Trans>,
        remedy: <ToBridge bridgeId={bridgeId} />,
      };
    }
    case 'fault': {
      const since = problem.since === undefined ? null : format.instant(problem.since);
      return {
        title: faultWords?.title ?? <Trans>{name} does not answer its bridge</Trans>,
        text: (
          <>
            {since !== null && <Trans>Away since {since}.</Trans>} {faultWords?.text}
          </>
        ),
      };
    }
    case 'unread':
      return {
        title: <Trans>No bridge reads {name}</Trans>,
        text: (
          <Trans>
            Its bridge no longer has it in its configuration, so that no day waits for it. Run
            “rollcall-bridge setup” again on the computer of a bridge, or retire the terminal.
          </Trans>
        ),
        remedy: <ToBridge bridgeId={bridgeId} />,
      };
    case 'clock':
      return {
        title: (
          <Trans>
            Clock of {name}: {driftText(problem.driftSeconds)}
          </Trans>
        ),
        text:
          problem.orderedAt === undefined ? (
            <Trans>Punches get the wrong time until it is set.</Trans>
          ) : (
            <Trans>Its bridge is to set it, since {format.instant(problem.orderedAt)}.</Trans>
          ),
        remedy: <SetClock terminal={terminal} orderedAt={problem.orderedAt} />,
      };
    case 'zone':
      return {
        title: (
          <Trans>
            Clock of {name}: {driftText(problem.driftSeconds)}, so its zone is wrong
          </Trans>
        ),
        text: (
          <Trans>
            It is off by whole quarter hours. Say in which zone it stands, or correct its clock in its menu.
          </Trans>
        ),
        remedy: mayAdminister && (
          <EditOr serial={serial} onEdit={onEdit} label={<Trans>Set the zone</Trans>} />
        ),
      };
    case 'capacity':
      return {
        title: (
          <Trans>
            Log of {name}: {format.percent(problem.share)} full
          </Trans>
        ),
        text: (
          <Trans>
            A full terminal stops recording or overwrites the oldest. Download it, then clear its log in its
            menu.
          </Trans>
        ),
        remedy: <Download serial={serial} />,
      };
    case 'short-log':
      return {
        title: (
          <Trans>
            {name} counts <Plural value={problem.missing} one="# record more" other="# records more" /> than
            its log handed over
          </Trans>
        ),
        text: (
          <Trans>Punches may be missing. Read everything again; what is known is not stored twice.</Trans>
        ),
        remedy: <Download serial={serial} label={<Trans>Read again</Trans>} />,
      };
    case 'blank-records':
      return {
        title: (
          <Trans>
            <Plural value={problem.blank} one="# record" other="# records" /> of {name} hold nothing
          </Trans>
        ),
        text: (
          <Trans>Its memory may be damaged, and punches may be missing. Compare with what people say.</Trans>
        ),
      };
    case 'unreadable-users':
      return {
        title: (
          <Trans>
            The names of <Plural value={problem.users} one="# user" other="# users" /> on {name} cannot be
            read
          </Trans>
        ),
        text: <Trans>Their punches are read all the same. Enter the names here.</Trans>,
      };
    case 'outbox-full':
      return {
        title: <Trans>{name} is not read: its bridge is full</Trans>,
        text: <Trans>Reading goes on when the cloud has taken what waits. Nothing is dropped.</Trans>,
        remedy: <ToBridge bridgeId={bridgeId} />,
      };
    case 'disk-full':
      return {
        title: <Trans>{name} is not read: the disk of its bridge is full</Trans>,
        text: <Trans>Make room on that disk. What waits there is sent all the same.</Trans>,
        remedy: <ToBridge bridgeId={bridgeId} />,
      };
    case 'open-push':
      return {
        title: <Trans>Nothing but its serial number guards {name}</Trans>,
        text: (
          <Trans>
            Whoever knows that number can send punches in its name. Say where it calls from, or set a key.
          </Trans>
        ),
        remedy: mayAdminister && <EditOr serial={serial} onEdit={onGuard} label={<Trans>Guard it</Trans>} />,
      };
    case 'waited-for':
      return {
        title: (
          <Trans>
            Days of <Plural value={problem.users} one="# user" other="# users" /> wait for {name} since{' '}
            {format.instant(problem.since)}
          </Trans>
        ),
        text: <Trans>They stay pending until its log has been read up to their end.</Trans>,
        remedy: terminal.pushes === true ? undefined : <Download serial={serial} />,
      };
  }
}

function EditOr({
  serial,
  onEdit,
  label,
}: {
  serial: string;
  onEdit: (() => void) | undefined;
  label: ReactNode;
}) {
  if (onEdit === undefined) return <ToTerminal serial={serial}>{label}</ToTerminal>;
  return (
    <Button size="small" onPress={onEdit}>
      {label}
    </Button>
  );
}

/** A problem with its remedy. */
export function ProblemBanner(props: ProblemBannerProps) {
  const { title, text, remedy } = useWords(props);
  return (
    <Banner tone={loudnessOf(props.problem)} title={title} actions={remedy}>
      {text}
    </Banner>
  );
}
