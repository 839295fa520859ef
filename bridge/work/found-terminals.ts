/** Lists the terminals that the bridge knows to be there and does not read: those of a search, and those that want to push. @module */

import type { BridgeConfig } from '#bridge/config/index.ts';
import { addressOf } from '#bridge/config/index.ts';
import type { FoundOnce } from '#bridge/outbox/index.ts';
import type { TerminalRegistry } from '#bridge/terminals/pull/index.ts';
import type { PushTerminals } from '#bridge/terminals/push/index.ts';
import { type FoundTerminal, mostFoundTerminals } from '#shared/contract/bridges.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';

const hourMilliseconds = 3_600_000;

/** What {@link foundTerminals} looks at. */
export interface FoundSources {
  config: BridgeConfig;
  /** What the last search has found. */
  searched: readonly FoundOnce[];
  registry: TerminalRegistry;
  push: PushTerminals | undefined;
}

/**
 * The terminals that are there and that the configuration does not have. To the hour, so that one which knocks every minute
 * is no news every minute.
 */
export function foundTerminals({ config, searched, registry, push }: FoundSources): FoundTerminal[] {
  const terminals = registry.configs();
  const addresses = new Set(terminals.map(addressOf));
  const serials = new Set<string>([
    ...terminals.flatMap(({ serial }) => serial ?? []),
    ...(config.push?.terminals ?? []).map(({ serial }) => serial),
    ...registry.reports.all().map(({ serial }) => serial),
  ]);
  const isNew = (serial: string | undefined) => serial === undefined || !serials.has(serial);
  const pulled = searched
    .filter((item) => !addresses.has(addressOf(item)) && isNew(item.serial))
    .map(({ serial, model, lastSeenAt, ...place }) => ({
      ...(serial === undefined ? {} : { serial }),
      address: addressOf(place),
      ...(model === undefined || model === '' ? {} : { model }),
      lastSeenAt,
    }));
  const pushing = (push?.strangers() ?? [])
    .filter(({ serial }) => isNew(serial))
    .map(({ serial, address, lastAt }) => ({
      serial,
      address,
      pushes: true,
      lastSeenAt: instantFromEpoch(lastAt - (lastAt % hourMilliseconds)),
    }));
  return [...pulled, ...pushing].slice(0, mostFoundTerminals);
}
