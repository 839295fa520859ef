/** `rollcall-bridge update` takes a signed release, and takes it back when the new bridge is not healthy. @module */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CloudUnreachable } from '#bridge/cloud/index.ts';
import { type BridgeConfig, bridgeVersion, caOf } from '#bridge/config/index.ts';
import {
  forgetFailedUpdate,
  noteLastUpdate,
  type OrderedUpdates,
  readOrderedUpdates,
  readOutboxStatus,
} from '#bridge/outbox/index.ts';
import {
  daemonControl,
  type ServiceControl,
  ServiceError,
  systemdControl,
  windowsControl,
} from '#bridge/service/index.ts';
import {
  builtInReleaseKey,
  canUpdateItself,
  compareVersions,
  type FoundRelease,
  findRelease,
  ownFiles,
  releaseSource,
  settleTrial,
  UpdateError,
  updateBridge,
} from '#bridge/update/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import { epochOf, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { Command, Console } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { installMissingUpdater } from './missing-updater.ts';
import { configOf, readOptionsAndOptionalPlace } from './options.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A bridge that has had no answer for so long is not in order, and nobody could tell whether a new one is. */
const silentMilliseconds = 15 * minute;

const target = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** An update that went wrong, was taken back, and is noted. */
class TakenBack extends UpdateError {}

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

/** @throws UpdateError when the bridge at work is out of order, so that nobody could tell whether a new one is */
function requireContact({ stateDir }: BridgeConfig, now: number): void {
  const contact = readOutboxStatus(stateDir)?.lastContact ?? null;
  if (contact !== null && now - epochOf(contact) < silentMilliseconds) return;
  const since = contact === null ? 'has never been answered' : `was last answered at ${contact}`;
  throw new UpdateError(
    `This bridge ${since}, so nobody could tell whether a new one works. Set that right first (status shows more), or add --without-cloud.`,
  );
}

/** From where and how soon releases are taken here: as the configuration says, else as the cloud has said. */
function releasesFor({ updates, stateDir }: BridgeConfig): OrderedUpdates | undefined {
  return updates === undefined ? readOrderedUpdates(stateDir) : (updates ?? undefined);
}

/** What is left of the words on the command line. */
interface UpdateWish extends Wish {
  from: string;
  /** Hours after the moment of the release; counts for what a schedule does. */
  afterHours: number;
  check: boolean;
  withoutCloud: boolean;
  minutes: number;
  publicKey: string;
}

function serviceOfMachine(): ServiceControl {
  if (process.platform === 'win32') return windowsControl();
  return process.platform === 'darwin' ? daemonControl() : systemdControl();
}

/**
 * Takes the release, when it is to be taken.
 * @returns what has been done or is to be waited for, in a sentence
 * @throws UpdateError when it was refused, or taken back
 */
async function takeRelease(
  config: BridgeConfig,
  wish: UpdateWish,
  { now, signal }: Pick<Console, 'now' | 'signal'>,
): Promise<string> {
  const { stateDir } = config;
  const source = releaseSource(wish.from, caOf(config).ca);
  const release = await findRelease(source, wish.publicKey);
  const { version } = release;
  const files = ownFiles();
  const stay = reasonToStay(release, bridgeVersion, wish, {
    afterHours: wish.afterHours,
    takenBack: files.takenBack()?.version,
    now: now(),
  });
  if (wish.check) return stay ?? `${version} would replace ${bridgeVersion}.`;
  if (stay !== undefined) {
    forgetFailedUpdate(stateDir);
    return stay;
  }
  if (!wish.withoutCloud) requireContact(config, now());
  const outcome = await updateBridge({
    release,
    source,
    target,
    files,
    service: serviceOfMachine(),
    stateDir,
    patienceMilliseconds: wish.minutes * minute,
    withoutCloud: wish.withoutCloud,
    now,
    signal,
  });
  const at = instantFromEpoch(now());
  if (outcome.state === 'taken-back') {
    const { reason } = outcome;
    noteLastUpdate(stateDir, { version, at, result: 'taken-back', reason: reason.slice(0, 500) });
    throw new TakenBack(
      `${version} was taken back, and ${bridgeVersion} is at work again: ${reason}. The log of the bridge has more.`,
    );
  }
  noteLastUpdate(stateDir, { version, at, result: 'updated' });
  return `${version} is at work; ${bridgeVersion} is kept in ${files.folder}.`;
}

/** Installs what looks for releases where an earlier version has set the service up without it, and says so. */
function sayMissingUpdater(
  config: BridgeConfig,
  configFile: string | undefined,
  { stdout, stderr }: Pick<Console, 'stdout' | 'stderr'>,
): void {
  try {
    const said = installMissingUpdater(config, resolve(configFile ?? ''));
    if (said !== undefined) stdout.write(`${said}\n`);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    stderr.write(`Nothing looks for releases here, and that could not be changed: ${error.message}\n`);
  }
}

/** Ends an update that the machine did not survive. @returns what has been done; `undefined` when there was none */
function settle({ stateDir }: BridgeConfig, now: () => number): string | undefined {
  const files = ownFiles();
  const trial = files.trial();
  if (trial === undefined) return undefined;
  const settled = settleTrial({ files, service: serviceOfMachine(), stateDir, now });
  const { version } = trial;
  const wasTakenBack = files.takenBack()?.version === version;
  const result = wasTakenBack ? 'taken-back' : 'updated';
  noteLastUpdate(stateDir, { version, at: instantFromEpoch(now()), result, reason: settled });
  return settled;
}

/** `update`: takes a signed release. */
export const updateCommand: Command = {
  summary: 'take a signed release; the version before comes back when the new one does not work',
  help: `Usage: rollcall-bridge update [FROM] --config FILE [--check] [--minutes N] [--downgrade] [--without-cloud]

FROM is the address (https) or the folder of a release; without it, "updates.from" of the configuration, or what the cloud has
said where that has no "updates". The release must be signed with the key that this bridge was built with. The service is
stopped, the program replaced, the service started; when the new bridge has no answer of its cloud in time, the program of
before, which is kept, comes back.

  -c, --config FILE     configuration (YAML or JSON)
      --check           say what would be done, and do nothing
      --minutes N       how long the new bridge may take to reach its cloud (5)
      --downgrade       also take an older release
      --without-cloud   the cloud cannot be reached now: the new bridge only has to keep running for that long
      --key FILE        public key in PEM instead of the one that is built in
      --scheduled       as the service does: not before the hours of the site's ring have passed since the release was made,
                        not again when it was taken back, and nothing where no releases are named
`,
  async run(args, { stdout, stderr, now, signal }) {
    const { values, place } = readOptionsAndOptionalPlace(args, 'FROM', {
      check: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '5' },
      downgrade: { type: 'boolean', default: false },
      'without-cloud': { type: 'boolean', default: false },
      key: { type: 'string' },
      scheduled: { type: 'boolean', default: false },
    });
    const { check, downgrade, scheduled, 'without-cloud': withoutCloud } = values;
    const config = configOf(values.config);
    const { stateDir } = config;
    const say = (text: string) => {
      stdout.write(`${text}\n`);
      return exitCodes.ok;
    };
    if (scheduled && !check && canUpdateItself()) {
      const settled = settle(config, now);
      // The program may have been replaced by the one of before: that goes on the next time.
      if (settled !== undefined) return say(settled);
    }
    const releases = releasesFor(config);
    const from = place ?? releases?.from;
    if (from === undefined && scheduled)
      return say('No releases are taken here: neither the configuration nor the cloud names any.');
    if (from === undefined)
      throw new UsageError('FROM is missing, and neither the configuration nor the cloud names releases.');
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 60)) throw new UsageError('--minutes is a number up to 60.');
    const publicKey = values.key === undefined ? builtInReleaseKey() : keyIn(values.key);
    if (publicKey === undefined) {
      throw new UpdateError('This bridge was not made by a release and knows no key. --key FILE names one.');
    }
    const { afterHours = 0 } = releases ?? {};
    const wish = { from, afterHours, check, downgrade, scheduled, withoutCloud, minutes, publicKey };
    try {
      const code = say(await takeRelease(config, wish, { now, signal }));
      // Not by what looks for releases itself, and whatever comes of it the update stands.
      if (!scheduled && !check) sayMissingUpdater(config, values.config, { stdout, stderr });
      return code;
    } catch (error) {
      const isFailure = error instanceof UpdateError || error instanceof CloudUnreachable;
      if (scheduled && isFailure && !(error instanceof TakenBack))
        noteLastUpdate(stateDir, {
          at: instantFromEpoch(now()),
          result: 'failed',
          reason: error.message.slice(0, 500),
        });
      throw error;
    }
  },
};
