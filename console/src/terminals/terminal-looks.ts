/** How the states of terminals and bridges look, and their words. @module */

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Look } from '../day/looks.ts';
import type { SiteState } from './site-state.ts';
import type { BridgeState, TerminalState } from './terminal-state.ts';

const look = (shape: Look['shape'], letter: string, ink: Look['ink'], word: MessageDescriptor): Look => ({
  shape,
  letter,
  ink,
  word,
});

/** The looks of the states of a terminal. */
export const terminalLooks: Readonly<Record<TerminalState, Look>> = {
  online: look('disc', 'On', 'present', msg({ message: 'Online', context: 'terminal' })),
  silent: look('dashed-ring', '?', 'late', msg({ message: 'Not heard of', context: 'terminal' })),
  unreachable: look('cross', '×', 'absent', msg({ message: 'No answer', context: 'terminal' })),
  refusing: look('diamond', '!', 'absent', msg({ message: 'Refuses', context: 'terminal' })),
  unsupported: look('diamond', '!', 'absent', msg({ message: 'Cannot be read', context: 'terminal' })),
  unread: look('ring', 'o', 'pending', msg({ message: 'No bridge reads it', context: 'terminal' })),
  'never-seen': look('ring', 'o', 'pending', msg({ message: 'Not yet seen', context: 'terminal' })),
  merged: look('arrow', '→', 'faint', msg({ message: 'Counts as another', context: 'terminal' })),
  retired: look('dash', '–', 'faint', msg({ message: 'Retired', context: 'terminal' })),
};

/** The looks of the states of a bridge. */
export const bridgeLooks: Readonly<Record<BridgeState, Look>> = {
  online: terminalLooks.online,
  silent: terminalLooks.silent,
  'never-seen': terminalLooks['never-seen'],
  revoked: look('dash', '–', 'faint', msg({ message: 'Revoked', context: 'bridge' })),
};

/** The looks of the states of a site. */
export const siteLooks: Readonly<Record<SiteState, Look>> = {
  silent: look('dashed-ring', '?', 'absent', msg({ message: 'Silent', context: 'site' })),
  full: look('cross', '×', 'absent', msg({ message: 'Outbox full', context: 'site' })),
  faulty: look('diamond', '!', 'absent', msg({ message: 'Fault', context: 'site' })),
  'partly-silent': look('dashed-ring', '?', 'late', msg({ message: 'Partly silent', context: 'site' })),
  unsent: look('clock-quarter', 'W', 'late', msg({ message: 'Unsent', context: 'site' })),
  'never-heard': look('ring', 'o', 'pending', msg({ message: 'Not yet heard of', context: 'site' })),
  online: look('disc', 'On', 'present', msg({ message: 'Online', context: 'site' })),
  empty: look('dash', '–', 'faint', msg({ message: 'No terminal', context: 'site' })),
};
