/** Derives from what is known of a terminal or bridge in which state it is and since when: in one place for all screens. @module */

import type { Bridge, Terminal } from './queries.ts';

/** What a terminal can be, the loudest reason first. */
export type TerminalState =
  | 'retired'
  | 'merged'
  | 'never-seen'
  | 'silent'
  | 'unreachable'
  | 'refusing'
  | 'unsupported'
  | 'unread'
  | 'online';

/** What a bridge can be. */
export type BridgeState = 'revoked' | 'never-seen' | 'silent' | 'online';

/** A state, and the moment from which on it is one. */
export interface Since<S> {
  state: S;
  /** Absent where it is not known, or of no interest. */
  since?: string | undefined;
}

/** The state of a terminal, and since when. */
export function stateOfTerminal(terminal: Terminal): Since<TerminalState> {
  const { state, mergedInto, reported, unreadSince, silentSince, awaySince } = terminal;
  if (state === 'retired') return { state };
  if (mergedInto !== undefined) return { state: 'merged' };
  if (unreadSince !== undefined) return { state: 'unread', since: unreadSince };
  if (reported === undefined) return { state: 'never-seen' };
  if (reported === 'silent') return { state: reported, since: silentSince };
  if (reported === 'online' || reported === 'never-seen') return { state: reported };
  return { state: reported, since: awaySince };
}

/** The state of a bridge, and since when. */
export function stateOfBridge({ state, presence, silentSince }: Bridge): Since<BridgeState> {
  if (state === 'revoked') return { state };
  if (presence === 'silent') return { state: presence, since: silentSince };
  return { state: presence ?? 'never-seen' };
}

/** What a terminal is called: its name, else its serial number. */
export function terminalName({ name, serial }: { name?: string | undefined; serial: string }): string {
  return name ?? serial;
}
