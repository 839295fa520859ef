/** How this bridge takes releases, as `status` shows it. @module */

import type { BridgeConfig } from '#bridge/config/index.ts';
import { readOrderedUpdates } from '#bridge/outbox/index.ts';
import { type Inability, updateReport } from '#bridge/work/index.ts';

/** How a bridge takes releases, and from where. */
export function updateStatus(config: BridgeConfig, inability: Inability | undefined) {
  const { obeys, because, last } = updateReport(config, inability);
  const releases = config.updates ?? (obeys === 'cloud' ? readOrderedUpdates(config.stateDir) : undefined);
  return {
    obeys,
    because: because ?? null,
    from: releases?.from ?? null,
    afterHours: releases?.afterHours ?? null,
    last: last ?? null,
  };
}

type UpdateStatus = ReturnType<typeof updateStatus>;

function takes({ obeys, because, from, afterHours }: UpdateStatus): string {
  const releases = from === null ? 'none' : `from ${from}, ${afterHours} h after a release`;
  switch (obeys) {
    case 'off':
      return 'none, as the configuration says';
    case 'file':
      return `${releases}, as the configuration says`;
    case 'cloud':
      return `${releases}, as the cloud says`;
    case 'unable':
      return because === 'no-updater'
        ? 'by hand: nothing on this machine looks for releases. Run "rollcall-bridge service install" once more, as an administrator'
        : 'by hand: this is no program of a release, or was installed as a package';
  }
}

/** The same for people, on one line or two. */
export function updateText(status: UpdateStatus): string {
  const { last } = status;
  if (last === null) return takes(status);
  const { version = 'a release', at, result, reason } = last;
  const came = { updated: 'was taken', 'taken-back': 'was taken back', failed: 'could not be taken' }[result];
  const why = reason === undefined || result === 'updated' ? '' : `: ${reason}`;
  return `${takes(status)}\n           ${version} ${came} at ${at}${why}`;
}
