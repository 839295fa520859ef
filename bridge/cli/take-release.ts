/** Decides whether a release is taken, has it put in place, and notes what came of it. @module */

import { type BridgeConfig, bridgeVersion, caOf, StateDirError } from '#bridge/config/index.ts';
import { forgetFailedUpdate, isDiskFull, noteLastUpdate, readOutboxStatus } from '#bridge/outbox/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import {
  compareVersions,
  type FoundRelease,
  findRelease,
  ownFiles,
  type ProgramFiles,
  releaseSource,
  type Settled,
  settleTrial,
  UpdateAtWork,
  UpdateError,
  updateBridge,
} from '#bridge/update/index.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Console } from './command.ts';
import { serviceOfMachine } from './machine-service.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A bridge that has had no answer for so long is not in order, and nobody could tell whether a new one is. */
const silentMilliseconds = 15 * minute;

/** An update that went wrong, was taken back, and is noted. */
export class TakenBack extends UpdateError {}

interface Wish {
  downgrade: boolean;
  scheduled: boolean;
}

/** What is left of the words on the command line. */
export interface UpdateWish extends Wish {
  from: string;
  /** Hours after the moment of the release; counts for what a schedule does. */
  afterHours: number;
  check: boolean;
  withoutCloud: boolean;
  minutes: number;
  publicKey: string;
}

/** What is replaced, and what runs it. */
export interface Place {
  files: ProgramFiles;
  /** @throws ServiceError where there is no service manager */
  service: () => ServiceControl;
  /** Operating system and processor, such as `linux-x64`. */
  target: string;
}

/**
 * Does something while no other updater works on this program.
 * @throws UpdateAtWork when one does
 */
async function whileHeld<T>({ files }: Pick<Place, 'files'>, job: () => Promise<T>): Promise<T> {
  const hold = files.hold();
  try {
    return await job();
  } finally {
    hold.release();
  }
}

/** This program on this machine. @throws UpdateError when an update is not the way to a new one */
export const placeOfMachine = (): Place => ({
  files: ownFiles(),
  service: serviceOfMachine,
  target: `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
});

/**
 * Why a release is not taken, in a sentence; undefined when it is.
 * @param running - version of this bridge
 * @throws UpdateError when it is older, and nobody has asked for that
 */
export function reasonToStay(
  { version, releasedAt }: Pick<FoundRelease, 'version' | 'releasedAt'>,
  running: string,
  { downgrade, scheduled }: Wish,
  known: { afterHours: number; takenBack: string | undefined; now: number },
): string | undefined {
  const order = compareVersions(version, running);
  if (order === 0) return `This bridge is ${running}, as is the release.`;
  if (order < 0 && scheduled) return `This bridge is ${running}, newer than the release ${version}.`;
  if (order < 0 && !downgrade) {
    throw new UpdateError(
      `The release ${version} is older than this bridge, ${running}. --downgrade takes it all the same.`,
    );
  }
  if (!scheduled) return undefined;
  if (known.takenBack === version)
    return `${version} was tried and taken back here; the next release is waited for.`;
  const due = releasedAt + known.afterHours * hour;
  if (known.now < due) return `${version} is taken here at ${new Date(due).toISOString()}.`;
  return undefined;
}

/**
 * @param now - true time, in epoch milliseconds
 * @throws UpdateError when the bridge at work is out of order, so that nobody could tell whether a new one is
 */
function requireContact(contact: Instant | null, now: number): void {
  if (contact !== null && now - epochOf(contact) < silentMilliseconds) return;
  const since = contact === null ? 'has never been answered' : `was last answered at ${contact}`;
  throw new UpdateError(
    `This bridge ${since}, so nobody could tell whether a new one works. Set that right first (status shows more), or add --without-cloud.`,
  );
}

/** True time by what the cloud has last said of this machine's clock, which may be wrong. @returns epoch milliseconds */
function trueTime(stateDir: string, now: () => number): number {
  try {
    return now() - (readOutboxStatus(stateDir)?.clockAheadMilliseconds ?? 0);
  } catch (error) {
    if (error instanceof StateDirError) return now();
    throw error;
  }
}

/** Notes for the bridge to report what became of a release; that the disk has no room for the note changes nothing. */
function note(stateDir: string, last: Parameters<typeof noteLastUpdate>[1]): void {
  try {
    noteLastUpdate(stateDir, { ...last, reason: last.reason?.slice(0, 500) });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}

async function take(
  config: BridgeConfig,
  wish: UpdateWish,
  { now, signal }: Pick<Console, 'now' | 'signal'>,
  { files, service, target }: Place,
): Promise<string> {
  const { stateDir } = config;
  const source = releaseSource(wish.from, caOf(config).ca);
  const release = await findRelease(source, wish.publicKey);
  const { version } = release;
  const trueNow = trueTime(stateDir, now);
  const stay = reasonToStay(release, bridgeVersion, wish, {
    afterHours: wish.afterHours,
    takenBack: files.takenBack()?.version,
    now: trueNow,
  });
  if (wish.check) return stay ?? `${version} would replace ${bridgeVersion}.`;
  if (stay !== undefined) {
    forgetFailedUpdate(stateDir);
    return stay;
  }
  if (!wish.withoutCloud) requireContact(readOutboxStatus(stateDir)?.lastContact ?? null, trueNow);
  const outcome = await updateBridge({
    release,
    source,
    target,
    files,
    service: service(),
    stateDir,
    patienceMilliseconds: wish.minutes * minute,
    withoutCloud: wish.withoutCloud,
    now,
    signal,
  });
  const at = instantFromEpoch(trueTime(stateDir, now));
  if (outcome.state === 'taken-back') {
    const { reason } = outcome;
    note(stateDir, { version, at, result: 'taken-back', reason });
    throw new TakenBack(
      `${version} was taken back, and ${bridgeVersion} is at work again: ${reason}. The log of the bridge has more.`,
    );
  }
  note(stateDir, { version, at, result: 'updated' });
  return `${version} is at work; ${bridgeVersion} is kept in ${files.folder}.`;
}

/**
 * Takes the release, when it is to be taken, and notes what came of it for the bridge to report: of what somebody does by hand
 * not that it could not be had, because that is told there.
 * @returns what has been done or is to be waited for, in a sentence
 * @throws UpdateError when it was refused, or taken back
 */
export async function takeRelease(
  config: BridgeConfig,
  wish: UpdateWish,
  console: Pick<Console, 'now' | 'signal'>,
  place: () => Place = placeOfMachine,
): Promise<string> {
  try {
    const here = place();
    const job = () => take(config, wish, console, here);
    return await (wish.check ? job() : whileHeld(here, job));
  } catch (error) {
    const isFailure =
      !console.signal.aborted && !(error instanceof TakenBack || error instanceof UpdateAtWork);
    if (wish.scheduled && !wish.check && isFailure) {
      const reason = error instanceof Error ? error.message : String(error);
      note(config.stateDir, {
        at: instantFromEpoch(trueTime(config.stateDir, console.now)),
        result: 'failed',
        reason,
      });
    }
    throw error;
  }
}

const settledSays: Record<Settled['state'], (version: string) => string> = {
  updated: (version) => `The update to ${version} was interrupted; the new bridge works.`,
  'taken-back': (version) => `The update to ${version} was interrupted, and was taken back.`,
  'not-begun': (version) =>
    `The update to ${version} was interrupted before it had begun, and is tried again.`,
};

/** Ends an update that the machine, or whoever made it, did not see through. @returns what has been done; `undefined` when there was none */
export async function settle(
  { stateDir }: BridgeConfig,
  { minutes, withoutCloud }: Pick<UpdateWish, 'minutes' | 'withoutCloud'>,
  { now, signal }: Pick<Console, 'now' | 'signal'>,
  { files, service }: Place = placeOfMachine(),
): Promise<string | undefined> {
  if (files.trial() === undefined) return undefined;
  const patienceMilliseconds = minutes * minute;
  const settled = await whileHeld({ files }, () =>
    settleTrial({ files, service: service(), stateDir, now, signal, patienceMilliseconds, withoutCloud }),
  );
  if (settled === undefined) return undefined;
  const { state, version } = settled;
  const says = settledSays[state](version);
  if (state !== 'not-begun')
    note(stateDir, { version, at: instantFromEpoch(trueTime(stateDir, now)), result: state, reason: says });
  return says;
}
