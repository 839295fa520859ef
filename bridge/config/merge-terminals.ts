/** Puts the terminals of the configuration file and those of the cloud's list together: the file counts. @module */

import { listedAddress } from '#shared/contract/bridge-terminals.ts';
import type { TerminalToRead } from '#shared/contract/terminal-list.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { BridgeConfig, TerminalConfig } from './config-schema.ts';

/** A terminal of the cloud's list, and why it is not read by what stands there. */
export interface ListedTerminal {
  /** By which the list knows it. */
  address: string;
  settings: TerminalToRead;
  /** What a terminal of the configuration file has in common with it; `undefined` when it counts. */
  overriddenBy: 'address' | 'serial' | undefined;
}

/**
 * Says of each terminal of the cloud's list whether one of the configuration file takes its place.
 * @param metSerials - serial numbers that were found at addresses of the file that name none
 */
export function mergeTerminals(
  { terminals, push }: Pick<BridgeConfig, 'terminals' | 'push'>,
  listed: readonly TerminalToRead[],
  metSerials: readonly Serial[] = [],
): ListedTerminal[] {
  const addresses = new Set(terminals.map(listedAddress));
  const serials = new Set<Serial | undefined>([
    ...terminals.map(({ serial }) => serial),
    ...(push?.terminals ?? []).map(({ serial }) => serial),
    ...metSerials,
  ]);
  return listed.map((settings) => {
    const address = listedAddress(settings);
    const { serial } = settings;
    const sameSerial = serial !== undefined && serials.has(serial) ? 'serial' : undefined;
    return { address, settings, overriddenBy: addresses.has(address) ? 'address' : sameSerial };
  });
}

/** A terminal of the list as the bridge reads it. @param commKey - opened; `undefined` when it has none */
export function configOfListed(settings: TerminalToRead, commKey: number | undefined): TerminalConfig {
  const { host, port, name, serial, zone, encoding, disableWhileReading, realtime, setClock, transport } =
    settings;
  return {
    host,
    port,
    ...(commKey === undefined ? {} : { commKey }),
    ...(name === undefined ? {} : { name }),
    ...(serial === undefined ? {} : { serial }),
    ...(zone === undefined ? {} : { zone }),
    ...(encoding === undefined ? {} : { encoding }),
    disableWhileReading,
    realtime,
    setClock,
    transport,
  };
}
