/** Which terminals and bridges of an organisation are silent, and how many days wait for terminals. @module */

import type { StoredBridge } from '../../store/bridges.ts';
import type { TerminalMark } from '../../store/terminal-marks.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';
import { bestPresence, type Presence, presenceOfBridge, presenceOfPush } from './presence.ts';

const readsAtOnce = 16;
/** Most days that are counted of one terminal: one that is away for months makes many of them wait. */
const mostDaysCounted = 200;

/** The active terminals and bridges of an organisation, with what is known of each by the times at which it was heard of. */
export interface SitePresence {
  terminals: {
    terminal: TerminalMark;
    /** By whichever way it was heard of last. */
    presence: Presence | undefined;
    /** By what it pushes to the cloud; absent where it does not. */
    byPush: Presence | undefined;
  }[];
  bridges: { bridge: StoredBridge; presence: Presence }[];
}

/** Reads when the terminals and bridges of an organisation were last heard of. */
export async function readPresences({ stores, now }: Actor): Promise<SitePresence> {
  const [marks, all] = await Promise.all([stores.terminals.marks(), stores.bridges.all()]);
  const bridges = all
    .filter(({ state }) => state === 'active')
    .map((bridge) => ({ bridge, presence: presenceOfBridge(bridge, now) }));
  const ofBridge = new Map(bridges.map(({ bridge, presence }) => [bridge.id, presence]));
  const terminals: SitePresence['terminals'] = [];
  const active = marks.filter(({ state }) => state === 'active');
  await inParallel(active, readsAtOnce, async (terminal) => {
    const { serial, bridgeId, pushes } = terminal;
    const byBridge = bridgeId === undefined ? undefined : ofBridge.get(bridgeId);
    const byPush = pushes
      ? presenceOfPush((await stores.push.settingsAndContact(serial)).lastContactAt, now)
      : undefined;
    const presence = bestPresence([byBridge, byPush].filter((found) => found !== undefined));
    terminals.push({ terminal, presence, byPush });
  });
  return { terminals, bridges };
}

/** What an organisation does not hear of, and what waits for it. */
interface SilenceCounts {
  /** Active terminals that are not heard of, or never were. */
  silentTerminals: number;
  /** Active bridges that are not heard of, or never were. */
  silentBridges: number;
  /** Days that wait for a terminal's log; of each terminal 200 are counted at most. */
  pendingDays: number;
}

/** Counts what is silent, and what waits for it. */
export async function countSilence(actor: Actor): Promise<SilenceCounts> {
  const { terminals, bridges } = await readPresences(actor);
  let pendingDays = 0;
  await inParallel(terminals, readsAtOnce, async ({ terminal }) => {
    pendingDays += (await actor.stores.waitingDays.of(terminal.serial, mostDaysCounted)).users.length;
  });
  return {
    silentTerminals: terminals.filter(({ presence }) => presence?.state !== 'online').length,
    silentBridges: bridges.filter(({ presence }) => presence.state !== 'online').length,
    pendingDays,
  };
}
