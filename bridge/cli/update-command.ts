/** `rollcall-bridge update` takes a signed release, and takes it back when the new bridge is not healthy. @module */

import { readFileSync } from 'node:fs';
import { isSea } from 'node:sea';
import { type BridgeConfig, bridgeVersion, caOf } from '#bridge/config/index.ts';
import { readOutboxStatus } from '#bridge/outbox/index.ts';
import { ownCommand, systemdControl, windowsControl } from '#bridge/service/index.ts';
import {
  builtInReleaseKey,
  compareVersions,
  type FoundRelease,
  findRelease,
  ProgramFiles,
  releaseSource,
  settleTrial,
  UpdateError,
  updateBridge,
} from '#bridge/update/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { epochOf } from '#shared/time/wall-time.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { configOf, readOptionsAndOptionalPlace } from './options.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A bridge that has had no answer for so long is not in order, and nobody could tell whether a new one is. */
const silentMilliseconds = 15 * minute;

const target = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

interface Wish {
  downgrade: boolean;
  scheduled: boolean;
}

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

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${fileTrouble(error)}).`);
  }
}

/** The program that an update replaces. @throws UpdateError when an update is not the way to a new one */
function ownFiles(): ProgramFiles {
  const [program = ''] = ownCommand();
  if (!isSea()) throw new UpdateError('This bridge runs from a checkout: update that.');
  if (/^\/usr\/(?:bin|sbin|lib)\//.test(program)) {
    throw new UpdateError(`${program} was installed as a package: install the newer package.`);
  }
  return new ProgramFiles(program);
}

/** @throws UpdateError when the bridge at work is out of order, so that nobody could tell whether a new one is */
function requireContact({ stateDir }: BridgeConfig, now: number): void {
  const contact = readOutboxStatus(stateDir)?.lastContact ?? null;
  if (contact !== null && now - epochOf(contact) < silentMilliseconds) return;
  const since = contact === null ? 'has never been answered' : `was last answered at ${contact}`;
  throw new UpdateError(
    `This bridge ${since}, so nobody could tell whether a new one works. Set that right first (status shows more), or add --without-cloud.`,
  );
}

/** `update`: takes a signed release. */
export const updateCommand: Command = {
  summary: 'take a signed release; the version before comes back when the new one does not work',
  help: `Usage: rollcall-bridge update [FROM] --config FILE [--check] [--minutes N] [--downgrade] [--without-cloud]

FROM is the address (https) or the folder of a release; without it, "updates.from" of the configuration. The release must be
signed with the key that this bridge was built with. The service is stopped, the program replaced, the service started; when
the new bridge has no answer of its cloud in time, the program of before, which is kept, comes back.

  -c, --config FILE     configuration (YAML or JSON)
      --check           say what would be done, and do nothing
      --minutes N       how long the new bridge may take to reach its cloud (5)
      --downgrade       also take an older release
      --without-cloud   the cloud cannot be reached now: the new bridge only has to keep running for that long
      --key FILE        public key in PEM instead of the one that is built in
      --scheduled       as the service does: not before "updates.afterHours" have passed since the release was made, and
                        not again when it was taken back
`,
  async run(args, { stdout, now, signal }) {
    const { values, place } = readOptionsAndOptionalPlace(args, 'FROM', {
      check: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '5' },
      downgrade: { type: 'boolean', default: false },
      'without-cloud': { type: 'boolean', default: false },
      key: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
    });
    const config = configOf(values.config);
    const from = place ?? config.updates?.from;
    if (from === undefined) throw new UsageError('FROM is missing, and the configuration has no "updates".');
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 60)) throw new UsageError('--minutes is a number up to 60.');
    const publicKey = values.key === undefined ? builtInReleaseKey() : keyIn(values.key);
    if (publicKey === undefined) {
      throw new UpdateError('This bridge was not made by a release and knows no key. --key FILE names one.');
    }
    const service = () => (process.platform === 'win32' ? windowsControl() : systemdControl());
    const { stateDir } = config;
    if (values.scheduled && !values.check) {
      const files = ownFiles();
      const settled = files.trial() && settleTrial({ files, service: service(), stateDir, now });
      // The program may have been replaced by the one of before: that goes on the next time.
      if (settled !== undefined) {
        stdout.write(`${settled}\n`);
        return exitCodes.ok;
      }
    }
    const source = releaseSource(from, caOf(config).ca);
    const release = await findRelease(source, publicKey);
    const files = ownFiles();
    const stay = reasonToStay(release, bridgeVersion, values, {
      afterHours: config.updates?.afterHours ?? 0,
      takenBack: files.takenBack()?.version,
      now: now(),
    });
    if (stay !== undefined || values.check) {
      stdout.write(`${stay ?? `${release.version} would replace ${bridgeVersion}.`}\n`);
      return exitCodes.ok;
    }
    const withoutCloud = values['without-cloud'];
    if (!withoutCloud) requireContact(config, now());
    const outcome = await updateBridge({
      release,
      source,
      target,
      files,
      service: service(),
      stateDir,
      patienceMilliseconds: minutes * minute,
      withoutCloud,
      now,
      signal,
    });
    if (outcome.state === 'taken-back') {
      throw new UpdateError(
        `${release.version} was taken back, and ${bridgeVersion} is at work again: ${outcome.reason}. The log of the bridge has more.`,
      );
    }
    stdout.write(`${release.version} is at work; ${bridgeVersion} is kept in ${files.folder}.\n`);
    return exitCodes.ok;
  },
};
