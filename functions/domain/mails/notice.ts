/** What a notice tells: silences with all that somebody in front of a terminal needs, as it was when the clock found them. @module */

import type { Silence } from '#shared/contract/notices.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { StoredSilence } from '../../store/silences.ts';
import type { Actor } from '../actor.ts';
import { inParallel } from '../in-parallel.ts';

/** A silence as a mail tells it. */
export interface ToldSilence
  extends Pick<Silence, 'thing' | 'id' | 'name' | 'sites' | 'since' | 'until' | 'wholeSite'> {
  /** Of a bridge: the terminals of which nothing is heard because of it. */
  terminals: { serial: Serial; name?: string | undefined }[];
  /** What the bridge says of a terminal that does not answer it. */
  fault?: string | undefined;
  /** Days that wait for it; of each terminal 200 are counted at most. */
  days: number;
}

/** What a notice tells. */
export interface Notice {
  silent: ToldSilence[];
  heard: ToldSilence[];
  /** How many more there are than it names. */
  unnamed: number;
  /** Whether nothing at all was heard of any bridge or terminal of the organisation. */
  nothingHeard: boolean;
}

/** A mail that names more is read by nobody. */
const mostTold = 100;
const readsAtOnce = 16;
const mostDaysCounted = 200;

/** Makes a notice of silences. */
export async function noticeOf(
  { stores }: Actor,
  silences: readonly StoredSilence[],
  nothingHeard: boolean,
): Promise<Notice> {
  const named = silences.slice(0, mostTold);
  const serialOf = new Map((await stores.terminals.marks()).map(({ serial }) => [String(serial), serial]));
  const serialsOf = ({ thing, id, terminals = [] }: StoredSilence) =>
    (thing === 'terminal' ? [id] : terminals).flatMap((text) => serialOf.get(text) ?? []);
  const all = named.flatMap(serialsOf);
  const stored = new Map((await stores.terminals.findMany(all)).map((one) => [one.serial, one]));
  const days = new Map<Serial, number>();
  await inParallel(all, readsAtOnce, async (serial) => {
    days.set(serial, (await stores.waitingDays.of(serial, mostDaysCounted)).users.length);
  });
  const told = (silence: StoredSilence): ToldSilence => {
    const { thing, id, name, sites, since, until, wholeSite } = silence;
    const own = serialsOf(silence);
    const [first] = thing === 'terminal' ? own : [];
    return {
      ...{ thing, id, name, sites, since, until, wholeSite },
      terminals: thing === 'bridge' ? own.map((serial) => ({ serial, name: stored.get(serial)?.name })) : [],
      fault: first === undefined ? undefined : stored.get(first)?.fault?.message,
      days: own.reduce((sum, serial) => sum + (days.get(serial) ?? 0), 0),
    };
  };
  return {
    silent: named.filter(({ state }) => state === 'silent').map(told),
    heard: named.filter(({ state }) => state === 'heard').map(told),
    unnamed: silences.length - named.length,
    nothingHeard,
  };
}
