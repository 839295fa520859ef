/** Passes on to the updater which releases the cloud has this bridge take, and tells the cloud what became of them. @module */

import type { BridgeConfig } from '#bridge/config/index.ts';
import { type BridgeLog, reasonOf } from '#bridge/log/index.ts';
import { keepOrderedUpdates, readLastUpdate } from '#bridge/outbox/index.ts';
import type { UpdateReport } from '#shared/contract/bridge-updates.ts';

/** Why a bridge takes no releases by itself, whoever orders that. */
export type Inability = NonNullable<UpdateReport['because']>;

/**
 * What a bridge goes by when it takes releases, and what became of the last one that it tried.
 * @param inability - why it takes none by itself, if so
 */
export function updateReport(
  { updates, stateDir }: Pick<BridgeConfig, 'stateDir' | 'updates'>,
  inability: Inability | undefined,
): UpdateReport {
  const last = readLastUpdate(stateDir);
  const said = last === undefined ? {} : { last };
  if (updates === null) return { obeys: 'off', ...said };
  if (inability !== undefined) return { obeys: 'unable', because: inability, ...said };
  return { obeys: updates === undefined ? 'cloud' : 'file', ...said };
}

/** What a bridge's updates go by. */
interface UpdatesOptions {
  config: Pick<BridgeConfig, 'stateDir' | 'updates'>;
  log: BridgeLog;
  /** Why this bridge takes no releases by itself at this moment; `undefined` when it does. */
  inability: () => Inability | undefined;
}

/**
 * What the heartbeat says and hears of updates. The bridge replaces nothing: an updater of its own, which is root, reads what
 * is kept here (docs/decisions/0048-updates-and-diagnoses-from-the-cloud.md).
 */
export class Updates {
  readonly #options: UpdatesOptions;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** See {@link updateReport}. */
  report(): UpdateReport {
    const { config, inability } = this.#options;
    return updateReport(config, inability());
  }

  /**
   * Keeps what the cloud says, also where the configuration counts: it may leave that to the cloud one day. What cannot be
   * written now is said again with the next heartbeat.
   */
  use(said: unknown): void {
    const { config, log } = this.#options;
    try {
      const news = keepOrderedUpdates(config.stateDir, said);
      if (news === undefined) return;
      if (news === null) {
        const message = 'The cloud has no releases taken here any more.';
        log({ level: 'info', event: 'updates.withdrawn', message });
      } else {
        const { from, afterHours } = news;
        const message = `The cloud has releases taken from ${from}, ${afterHours} h after they were made.`;
        log({ level: 'info', event: 'updates.ordered', message, facts: { from, afterHours } });
      }
    } catch (error) {
      const message = `What the cloud says of releases cannot be kept: ${reasonOf(error)}`;
      log({ level: 'warn', event: 'updates.not-kept', message });
    }
  }
}
