/** Finds a release, puts it in place of the running bridge, and takes it back when the new one does not reach its cloud. @module */

import { rmSync } from 'node:fs';
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

/** @returns why the new bridge is not healthy; undefined when it is */
async function troubleOf(options: UpdateOptions, contactBefore: string | null): Promise<string | undefined> {
  const { service, stateDir, patienceMilliseconds, withoutCloud, signal } = options;
  const begun = performance.now();
  while (performance.now() - begun < patienceMilliseconds) {
    await pause(lookMilliseconds, signal);
    if (withoutCloud) continue;
    const contact = lastContact(stateDir);
    if (contact !== null && contact !== contactBefore) return undefined;
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

/**
 * Ends an update of which nobody knows how it went, because the machine went off in the middle: the new program stays when
 * the cloud has answered it since, and is taken back otherwise.
 * @returns what has been done, in a sentence; undefined when there was no such update
 */
export function settleTrial(place: Place): string | undefined {
  const { files, service, stateDir } = place;
  const trial = files.trial();
  if (trial === undefined) return undefined;
  const contact = lastContact(stateDir);
  const isHealthy = contact !== null && contact !== trial.contactBefore;
  if (!isHealthy) {
    takeBack(place, trial.version, 'it was interrupted, and the cloud has not answered it since');
    service.start();
  }
  files.endTrial();
  rmSync(copyIn(files), { force: true });
  return isHealthy
    ? `The update to ${trial.version} was interrupted; the new bridge works.`
    : `The update to ${trial.version} was interrupted, and was taken back.`;
}

/**
 * Puts the program of a release in place of the one that runs, and starts the service with it. When the new bridge gets
 * no answer of its cloud in time, the program of before is put back and started.
 * @throws UpdateError when the release does not fit this machine; nothing was changed then
 */
export async function updateBridge(options: UpdateOptions): Promise<UpdateOutcome> {
  const { release, source, target, files, service, stateDir } = options;
  files.lay(await programOf(release, source, target), release.version);
  const copy = copyIn(files);
  rmSync(copy, { force: true });
  service.stop();
  let trouble: string | undefined;
  try {
    copyOutbox(stateDir, copy);
    const contactBefore = lastContact(stateDir);
    files.beginTrial({ version: release.version, contactBefore });
    files.swap();
    try {
      service.start();
      trouble = await troubleOf(options, contactBefore);
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
    if (trouble !== undefined) takeBack(options, release.version, trouble);
    files.endTrial();
  } finally {
    if (!service.isRunning()) service.start();
    rmSync(copy, { force: true });
  }
  return trouble === undefined ? { state: 'updated' } : { state: 'taken-back', reason: trouble };
}
