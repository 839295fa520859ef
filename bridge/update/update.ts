/** Finds a release, puts it in place of the running bridge, and takes it back when the new one does not reach its cloud. @module */

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { pause } from '#bridge/async/index.ts';
import { StateDirError } from '#bridge/config/index.ts';
import { copyOutbox, readOutboxStatus, restoreOutbox } from '#bridge/outbox/index.ts';
import type { ServiceControl } from '#bridge/service/index.ts';
import { InstantField } from '#shared/contract/fields.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { ProgramFiles } from './program-files.ts';
import { archiveName, type ReleaseList, readReleaseList, requireListed } from './release-list.ts';
import type { ReleaseSource } from './release-source.ts';
import { fileInTar } from './tar-file.ts';
import { UpdateError } from './update-error.ts';

const About = z.looseObject({ version: z.string(), releasedAt: InstantField });

/** A release whose signature holds. */
export interface FoundRelease {
  version: string;
  /** When it was made, in epoch milliseconds. */
  releasedAt: number;
  list: ReleaseList;
}

/**
 * The release that a source has.
 * @param publicKey - in PEM; the release must be signed with it
 * @throws UpdateError when it is not
 */
export async function findRelease(source: ReleaseSource, publicKey: string): Promise<FoundRelease> {
  const list = readReleaseList(
    await source.read('SHA256SUMS'),
    await source.read('SHA256SUMS.sig'),
    publicKey,
  );
  const text = await source.read('release.json');
  requireListed(list, 'release.json', text);
  const about = About.safeParse(JSON.parse(text.toString('utf8')));
  if (!about.success || about.data.version !== list.version) {
    throw new UpdateError('release.json does not fit the release.');
  }
  return { version: list.version, releasedAt: epochOf(about.data.releasedAt), list };
}

/** The program of this kind of machine. @throws UpdateError when the release has none, or another than it says */
async function programOf(
  { list, version }: FoundRelease,
  source: ReleaseSource,
  target: string,
): Promise<Buffer> {
  const name = archiveName(version, target);
  if (!list.sums.has(name)) throw new UpdateError(`The release ${version} has nothing for ${target}.`);
  const archive = await source.read(name);
  requireListed(list, name, archive);
  const program = fileInTar(
    gunzipSync(archive),
    target.startsWith('win') ? 'rollcall-bridge.exe' : 'rollcall-bridge',
  );
  if (program === undefined) throw new UpdateError(`${name} has no bridge in it.`);
  return program;
}

/** When the cloud last answered the bridge of a state folder; `null` when it never did or nobody can tell. */
function lastContact(stateDir: string): string | null {
  try {
    return readOutboxStatus(stateDir)?.lastContact ?? null;
  } catch (error) {
    // A newer bridge may be changing it at this very moment.
    if (error instanceof StateDirError) return null;
    throw error;
  }
}

/** What {@link updateBridge} goes by. */
export interface UpdateOptions {
  release: FoundRelease;
  source: ReleaseSource;
  /** Operating system and processor, such as `linux-x64`. */
  target: string;
  files: ProgramFiles;
  service: ServiceControl;
  stateDir: string;
  /** How long the new bridge may take to reach its cloud. */
  patienceMilliseconds: number;
  /** The cloud is out of reach anyway: the new bridge only has to run that long. */
  withoutCloud: boolean;
  now: () => number;
  signal: AbortSignal;
}

/** What became of an update. */
export type UpdateOutcome = { state: 'updated' } | { state: 'taken-back'; reason: string };

const lookMilliseconds = 1000;

/** @returns why the new bridge is not healthy; undefined when it is. @throws the signal's reason: then nobody knows */
async function troubleOf(
  {
    service,
    stateDir,
    patienceMilliseconds,
    withoutCloud = false,
    signal,
  }: Pick<UpdateOptions, 'service' | 'stateDir' | 'patienceMilliseconds' | 'signal'> & {
    withoutCloud?: boolean;
  },
  contactBefore: string | null,
): Promise<string | undefined> {
  const begun = performance.now();
  for (;;) {
    const contact = withoutCloud ? null : lastContact(stateDir);
    if (contact !== null && contact !== contactBefore) return undefined;
    if (performance.now() - begun >= patienceMilliseconds) break;
    await pause(lookMilliseconds, signal);
  }
  if (withoutCloud && service.isRunning()) return undefined;
  return withoutCloud ? 'it does not keep running' : 'the cloud has not answered it in time';
}

/** What is needed to take a version back. */
type Place = Pick<UpdateOptions, 'files' | 'service' | 'stateDir' | 'now'>;

const copyIn = (files: ProgramFiles): string => join(files.folder, 'outbox.db');

/** Stops the new bridge and puts the program of before back; the service is not started. */
function takeBack({ files, service, stateDir, now }: Place, version: string, reason: string): void {
  service.stop();
  files.putBack();
  restoreOutbox(stateDir, copyIn(files));
  files.noteTakenBack({ version, at: new Date(now()).toISOString(), reason });
}

/** What became of an update that was interrupted. */
export type Settled =
  | { state: 'updated'; version: string }
  | { state: 'taken-back'; version: string; reason: string }
  /** The program of before is in place, and nobody knows anything against the new one. */
  | { state: 'not-begun'; version: string };

/**
 * Ends an update of which nobody knows how it went, because the machine went off in the middle or somebody stopped the updater:
 * the new program stays when the cloud answers it within the time that a new one has, and is taken back otherwise.
 * @returns undefined when there was no such update
 * @throws the signal's reason; then the next call decides
 */
export async function settleTrial(
  place: Place & Pick<UpdateOptions, 'patienceMilliseconds' | 'signal'> & { withoutCloud?: boolean },
): Promise<Settled | undefined> {
  const { files, service, stateDir } = place;
  const trial = files.trial();
  if (trial === undefined) return undefined;
  const { version } = trial;
  let settled: Settled;
  if (files.isInPlace(trial)) {
    if (!service.isRunning()) service.start();
    const reason = await troubleOf(place, trial.contactBefore);
    if (reason !== undefined) {
      takeBack(place, version, reason);
      service.start();
    }
    settled = reason === undefined ? { state: 'updated', version } : { state: 'taken-back', version, reason };
  } else {
    // Taking back may have ended between program and outbox.
    if (existsSync(copyIn(files))) {
      service.stop();
      restoreOutbox(stateDir, copyIn(files));
    }
    if (!service.isRunning()) service.start();
    settled = { state: 'not-begun', version };
  }
  files.endTrial();
  rmSync(copyIn(files), { force: true });
  return settled;
}

/**
 * Puts the program of a release in place of the one that runs, and starts the service with it. When the new bridge gets
 * no answer of its cloud in time, the program of before is put back and started.
 * @throws UpdateError when the release does not fit this machine; nothing was changed then
 * @throws the signal's reason; then the new bridge is at work, and {@link settleTrial} decides
 */
export async function updateBridge(options: UpdateOptions): Promise<UpdateOutcome> {
  const { release, source, target, files, service, stateDir, signal } = options;
  const { version } = release;
  if (files.trial() !== undefined)
    throw new UpdateError('The last update is not decided yet. Run this again; nothing was changed.');
  files.lay(await programOf(release, source, target), version);
  signal.throwIfAborted();
  const copy = copyIn(files);
  rmSync(copy, { force: true });
  let trouble: string | undefined;
  try {
    // Before the service stands still: some service managers leave it so after a power cut.
    files.beginTrial({ version, contactBefore: lastContact(stateDir) });
    service.stop();
    copyOutbox(stateDir, copy);
    const contactBefore = lastContact(stateDir);
    files.beginTrial({ version, contactBefore });
    files.swap();
    try {
      service.start();
      trouble = await troubleOf(options, contactBefore);
    } catch (error) {
      signal.throwIfAborted();
      trouble = error instanceof Error ? error.message : String(error);
    }
    if (trouble !== undefined) takeBack(options, version, trouble);
    files.endTrial();
  } catch (error) {
    const trial = files.trial();
    // What had not begun is nobody's to judge.
    if (trial !== undefined && !files.isInPlace(trial)) files.endTrial();
    throw error;
  } finally {
    if (!service.isRunning()) service.start();
    if (files.trial() === undefined) rmSync(copy, { force: true });
  }
  return trouble === undefined ? { state: 'updated' } : { state: 'taken-back', reason: trouble };
}
