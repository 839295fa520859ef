/** `rollcall-bridge discover` finds the terminals of a subnet and prints what the configuration needs. @module */

import { stringify } from 'yaml';
import { addressesOf, type Discovered, discover } from '#bridge/terminals/zk/index.ts';
import type { Command } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { readOptionsAndPlace } from './options.ts';
import { textTable } from './table.ts';

/** The port that terminals listen on unless somebody has changed it. */
const usualPort = 4370;

function portsOf(texts: readonly string[] | undefined): number[] {
  return (texts ?? [String(usualPort)]).map((text) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new UsageError(`--port "${text}" is not a port.`);
    return port;
  });
}

function checkSubnet(subnet: string): void {
  try {
    addressesOf(subnet).next();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(
      `"${subnet}" is not a subnet. Write it like 192.168.1.0/24; the largest that can be searched is a /16.`,
    );
  }
}

function numeric(host: string): number {
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Sorts what was found by address. */
function inOrder(found: Discovered[]): Discovered[] {
  return found.sort((a, b) => numeric(a.host) - numeric(b.host) || a.port - b.port);
}

/** Where the key belongs that a terminal asks for; a comment, because nobody but the terminal's owner knows the key. */
const keyLine = "    # commKey: NUMBER   it asks for its key: see the terminal's menu, Comm. > Security\n";

function configSnippet(found: readonly Discovered[]): string {
  const terminals = found.flatMap((item) => {
    const needsKey =
      'fault' in item && (item.fault.code === 'comm-key-required' || item.fault.code === 'locked');
    if ('fault' in item && !needsKey) return [];
    const settings = {
      host: item.host,
      ...(item.port === usualPort ? {} : { port: item.port }),
      ...(item.transport === undefined ? {} : { transport: item.transport }),
      ...('fault' in item || item.serial === '' ? {} : { serial: item.serial }),
    };
    const lines = stringify([settings], { indentSeq: false }).replace(/^/gm, '  ').trimEnd();
    return [`${lines}\n${needsKey ? keyLine : ''}`];
  });
  if (terminals.length === 0) return '';
  return `\nFor the configuration file:\n\nterminals:\n${terminals.join('')}`;
}

function rowOf(item: Discovered): string[] {
  const address = `${item.host}:${item.port}${item.transport === 'udp' ? ' (UDP)' : ''}`;
  return 'fault' in item
    ? [address, '', '', '', item.fault.message]
    : [address, item.serial, item.model, item.firmware, ''];
}

function documentOf(item: Discovered) {
  const { host, port, transport } = item;
  const place = { host, port, ...(transport === undefined ? {} : { transport }) };
  if ('fault' in item) return { ...place, fault: { code: item.fault.code, message: item.fault.message } };
  const { serial, model, firmware } = item;
  return { ...place, serial, model, firmware };
}

/** `discover`: the terminals of a subnet. */
export const discoverCommand: Command = {
  summary: 'find the terminals of a subnet, and print what the configuration needs',
  help: `Usage: rollcall-bridge discover CIDR [--port N]… [--json]

Asks every address of a subnet (192.168.1.0/24, up to /16) whether a terminal listens there, by TCP and then by
UDP. Other devices get the terminal protocol's greeting, nothing else.

      --port N   port to ask; may be repeated (4370)
      --json     one JSON array instead of a table
`,
  async run(args, { stdout, stderr, signal }): Promise<ExitCode> {
    const { values, place } = readOptionsAndPlace(args, 'CIDR', {
      port: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    });
    const ports = portsOf(values.port);
    checkSubnet(place);
    const found: Discovered[] = [];
    for await (const item of discover(place, { ports, signal })) {
      found.push(item);
      if (stderr.isTTY === true) stderr.write(`\r${found.length} found`);
    }
    if (stderr.isTTY === true) stderr.write('\r\u001b[K');
    inOrder(found);
    if (values.json) stdout.write(`${JSON.stringify(found.map(documentOf))}\n`);
    else if (found.length === 0)
      stdout.write(
        `Nothing listens on port ${ports.join(', ')} in ${place}. Check that this machine is in the terminals' network, that they have power, and their port (--port).\n`,
      );
    else {
      stdout.write(textTable(['address', 'serial', 'model', 'firmware', ''], found.map(rowOf)));
      stdout.write(configSnippet(found));
    }
    return exitCodes.ok;
  },
};
