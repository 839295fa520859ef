/**
 * Keeps the list of terminals that the cloud has given this bridge, in terminals.json of the state folder: the bridge goes on with
 * it where the cloud cannot be reached after a restart. Communication keys stay sealed there.
 * @module
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { assertPrivate } from '#bridge/config/index.ts';
import { BridgeId } from '#shared/contract/fields.ts';
import type { BridgeId as BridgeIdText } from '#shared/contract/ids.ts';
import { TerminalList } from '#shared/contract/terminal-list.ts';
import { replacePrivateFile } from './private-file.ts';

const KeptList = z.strictObject({ bridgeId: BridgeId, list: TerminalList });

const fileName = 'terminals.json';

/**
 * The list that the cloud has last given to a bridge; `null` when it has none, or when the file is damaged: then the cloud gives it
 * again.
 * @throws StateDirError `not-private` when others can read it
 */
export function readTerminalList(stateDir: string, bridgeId: BridgeIdText): TerminalList | null {
  const file = join(stateDir, fileName);
  if (!existsSync(file)) return null;
  assertPrivate(file);
  try {
    const kept = KeptList.parse(JSON.parse(readFileSync(file, 'utf8')));
    return kept.bridgeId === bridgeId ? kept.list : null;
  } catch {
    return null;
  }
}

/** Keeps a list, in place of the one before. */
export function writeTerminalList(stateDir: string, bridgeId: BridgeIdText, list: TerminalList): void {
  replacePrivateFile(join(stateDir, fileName), `${JSON.stringify({ bridgeId, list }, undefined, 2)}\n`);
}
