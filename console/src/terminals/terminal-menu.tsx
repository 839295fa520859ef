/** What else can be done with a terminal. @module */

import { useLingui } from '@lingui/react/macro';
import { useRights } from '../api/index.ts';
import { openDialog } from '../ui/dialogs.ts';
import { type MenuAction, MenuButton } from '../ui/menu.tsx';
import type { Terminal } from './queries.ts';
import type { TerminalDialog } from './terminal-dialogs.tsx';
import { terminalName } from './terminal-state.ts';
import { useSetClock } from './use-set-clock.ts';

/** @param onDialog - opens a form of the screen */
export function TerminalMenu({
  terminal,
  onDialog,
}: {
  terminal: Terminal;
  onDialog: (dialog: TerminalDialog) => void;
}) {
  const { t } = useLingui();
  const { mayEdit, mayAdminister } = useRights();
  const clock = useSetClock(terminal);
  const { serial, pushes, bridgeId, state, mergedInto, clockOrderedAt } = terminal;
  const isAtWork = state === 'active' && mergedInto === undefined;
  const name = terminalName(terminal);
  const reads: MenuAction[] = [
    {
      id: 'users',
      label: t`Download users`,
      description: t`Names and what is enrolled.`,
      onAction: () => openDialog('downloadUser', { serial }),
    },
    {
      id: 'complete',
      label: t`Declare complete`,
      description: t`Where its log cannot be read any more.`,
      onAction: () => onDialog('complete'),
    },
  ];
  const changes: MenuAction[] = [
    ...(bridgeId !== undefined && pushes !== true && isAtWork
      ? [
          {
            id: 'clock',
            label: t`Set the clock`,
            description: clockOrderedAt === undefined ? t`By its bridge, to true time.` : t`Ordered already.`,
            isDisabled: clockOrderedAt !== undefined || clock.isPending,
            onAction: clock.run,
          },
        ]
      : []),
    ...(pushes === true
      ? [{ id: 'guard', label: t`What guards it`, onAction: () => onDialog('guard') }]
      : []),
    ...(mergedInto === undefined
      ? [
          {
            id: 'merge',
            label: t`Count as another terminal`,
            description: t`After a mistyped serial number, or a replacement.`,
            onAction: () => onDialog('merge'),
          },
        ]
      : []),
    ...(state === 'active'
      ? [
          {
            id: 'retire',
            label: t`Retire`,
            description: t`It is no longer read. Its punches stay.`,
            danger: true,
            onAction: () => onDialog('retire'),
          },
        ]
      : []),
  ];
  const sections = [
    ...(mayEdit && isAtWork ? [{ id: 'reads', items: reads }] : []),
    ...(mayAdminister && changes.length > 0 ? [{ id: 'changes', items: changes }] : []),
  ];
  if (sections.length === 0) return null;
  return (
    <MenuButton
      label={t`More about ${name}`}
      isIconOnly
      variant="secondary"
      placement="bottom end"
      sections={sections}
    />
  );
}
