/** Writes a new configuration, and adds terminals to one that somebody has written, without touching the rest of it. @module */

import { isDeepStrictEqual } from 'node:util';
import { isSeq, parseDocument, stringify } from 'yaml';
import type { BridgeConfig } from './config-schema.ts';
import { ConfigError, keepDigits, parseConfig } from './read-config.ts';

/** A terminal as `setup` writes it into a configuration. */
export interface NewTerminal {
  host: string;
  /** Absent where it is the usual one. */
  port?: number;
  transport?: 'udp';
  serial: string;
  commKey?: number;
}

const comment =
  '# Written by "rollcall-bridge setup". Run that again to add terminals; edit the rest by hand.\n';

/** The text of a new configuration. @param settings - the state folder absolute */
export function newConfigText(
  settings: { cloud: string; stateDir: string },
  terminals: readonly NewTerminal[],
): string {
  return `${comment}${stringify({ ...settings, terminals })}`;
}

/**
 * The text of a configuration with further terminals. Comments, order and digits stay as they are.
 * @param file - name used in messages, and by which relative folders are meant
 * @throws ConfigError when the text is no configuration, or terminals cannot be added to one that is written like this
 */
export function withTerminals(text: string, file: string, added: readonly NewTerminal[]): string {
  if (added.length === 0) return text;
  const before = parseConfig(text, file);
  const document = parseDocument(text, { logLevel: 'error' });
  keepDigits(document);
  const terminals: unknown = document.get('terminals', true);
  if (isSeq(terminals)) for (const terminal of added) terminals.add(document.createNode(terminal));
  else document.set('terminals', document.createNode(added));
  const extended = document.toString({ lineWidth: 0 });
  if (!isExtended(before, parsed(extended, file), added.length)) {
    throw new ConfigError(file, [
      {
        field: 'terminals',
        message: `terminals cannot be added to it as it is written. Add them by hand:\n${stringify({ terminals: added })}`,
      },
    ]);
  }
  return extended;
}

function parsed(text: string, file: string): BridgeConfig | undefined {
  try {
    return parseConfig(text, file);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** Whether a configuration is another one with so many terminals behind its own, and nothing else has changed. */
function isExtended(before: BridgeConfig, after: BridgeConfig | undefined, added: number): boolean {
  if (after === undefined) return false;
  const kept = after.terminals.slice(0, before.terminals.length);
  return (
    after.terminals.length === before.terminals.length + added &&
    isDeepStrictEqual({ ...after, terminals: kept }, before)
  );
}
