/** `rollcall-bridge update` takes a signed release, and takes it back when the new bridge is not healthy. @module */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BridgeConfig } from '#bridge/config/index.ts';
import { type OrderedUpdates, readOrderedUpdates } from '#bridge/outbox/index.ts';
import { ServiceError } from '#bridge/service/index.ts';
import { builtInReleaseKey, canUpdateItself, UpdateError } from '#bridge/update/index.ts';
import { fileTrouble } from '#shared/file-trouble.ts';
import type { Command, Console } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { installMissingUpdater } from './missing-updater.ts';
import { configOf, readOptionsAndOptionalPlace } from './options.ts';
import { settle, takeRelease } from './take-release.ts';

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${fileTrouble(error)}).`);
  }
}

/** From where and how soon releases are taken here: as the configuration says, else as the cloud has said. */
function releasesFor({ updates, stateDir }: BridgeConfig): OrderedUpdates | undefined {
  return updates === undefined ? readOrderedUpdates(stateDir) : (updates ?? undefined);
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
    const say = (text: string) => {
      stdout.write(`${text}\n`);
      return exitCodes.ok;
    };
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 60)) throw new UsageError('--minutes is a number up to 60.');
    if (!check && (canUpdateItself() || values.key !== undefined)) {
      const settled = await settle(config, { minutes, withoutCloud }, { now, signal });
      // The program may have been replaced by the one of before: that goes on the next time.
      if (settled !== undefined) return say(scheduled ? settled : `${settled} Run this again to go on.`);
    }
    const releases = releasesFor(config);
    const from = place ?? releases?.from;
    if (from === undefined && scheduled)
      return say('No releases are taken here: neither the configuration nor the cloud names any.');
    if (from === undefined)
      throw new UsageError('FROM is missing, and neither the configuration nor the cloud names releases.');
    const publicKey = values.key === undefined ? builtInReleaseKey() : keyIn(values.key);
    if (publicKey === undefined) {
      throw new UpdateError('This bridge was not made by a release and knows no key. --key FILE names one.');
    }
    const { afterHours = 0 } = releases ?? {};
    const wish = { from, afterHours, check, downgrade, scheduled, withoutCloud, minutes, publicKey };
    const code = say(await takeRelease(config, wish, { now, signal }));
    // Not by what looks for releases itself, and whatever comes of it the update stands.
    if (!scheduled && !check) sayMissingUpdater(config, values.config, { stdout, stderr });
    return code;
  },
};
