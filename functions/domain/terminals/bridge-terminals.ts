/**
 * Administrators set which terminals a bridge reads; the bridge gets the list, and says what it makes of it
 * (docs/decisions/0047-terminals-configured-from-the-cloud.md).
 * @module
 */

import { createHash } from 'node:crypto';
import {
  type BridgeTerminals,
  type ListedTerminal,
  type ListedTerminalInput,
  listedAddress,
} from '#shared/contract/bridge-terminals.ts';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { ListReport, TerminalList } from '#shared/contract/terminal-list.ts';
import { RollcallError } from '#shared/errors.ts';
import type {
  StoredListedTerminal,
  StoredListReport,
  StoredTerminalList,
} from '../../store/bridge-terminals.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { requireVersion, staleEdit } from '../etag.ts';
import { isSameStored } from '../is-same.ts';
import { requireBridge } from './bridge-enrolment.ts';
import { sealCommKey } from './comm-key-seal.ts';

const noList: StoredTerminalList = { version: 0, terminals: [] };

/** What the API shows of a terminal of a list. */
function describeListed(
  { sealed, ...settings }: StoredListedTerminal,
  report: StoredListReport | undefined,
): ListedTerminal {
  const address = listedAddress(settings);
  const said = report?.terminals.find((each) => each.address === address);
  const isWanted =
    sealed !== undefined &&
    report !== undefined &&
    (sealed.for !== report.sealingKey || said?.keyUnreadable === true);
  return {
    ...settings,
    hasCommKey: sealed !== undefined,
    ...(isWanted ? { commKeyWanted: true } : {}),
    ...(said?.state === undefined ? {} : { state: said.state }),
    ...(said?.overriddenBy === undefined ? {} : { overriddenBy: said.overriddenBy }),
    ...(said?.serial === undefined ? {} : { foundSerial: said.serial }),
    ...(said?.fault === undefined ? {} : { fault: said.fault }),
  };
}

function describeList(list: StoredTerminalList, report: StoredListReport | undefined): BridgeTerminals {
  return {
    version: list.version,
    ...(report === undefined ? {} : { takenVersion: report.version }),
    takesCommKeys: report !== undefined,
    terminals: list.terminals.map((terminal) => describeListed(terminal, report)),
  };
}

/**
 * The terminals that a bridge is told to read, with what it says of them.
 * @throws RollcallError bridge.not-found
 */
export async function terminalsOfBridge(actor: Actor, bridgeId: BridgeId): Promise<BridgeTerminals> {
  const bridge = await requireBridge(actor, bridgeId);
  const { bridgeTerminals } = actor.stores;
  const [list = noList, report] = await Promise.all([
    bridgeTerminals.list(bridgeId),
    bridgeTerminals.report(bridgeId),
  ]);
  // Where a function died between the two writes of a change: whoever looks at the list has the bridge hear of it.
  if (list.version > (bridge.terminalsVersion ?? 0)) await bridgeTerminals.announce(bridgeId, list.version);
  return describeList(list, report);
}

/** A terminal as it is to be stored: with a new key, the one that was given for this address before, or none. */
async function toStore(
  bridgeId: BridgeId,
  { commKey, ...settings }: ListedTerminalInput,
  before: StoredListedTerminal | undefined,
  sealingKey: string | undefined,
): Promise<StoredListedTerminal> {
  if (commKey === undefined) return { ...settings, sealed: before?.sealed };
  if (commKey === null || commKey === 0) return settings;
  if (sealingKey === undefined) throw new RollcallError('bridge.no-sealing-key', { bridgeId });
  return { ...settings, sealed: await sealCommKey(bridgeId, settings, commKey, sealingKey) };
}

/** Addresses that a change adds, changes and takes off, and those that get a key. For the audit trail: no key is in it. */
function changeOf(
  before: ReadonlyMap<string, StoredListedTerminal>,
  after: readonly StoredListedTerminal[],
  input: readonly ListedTerminalInput[],
) {
  const addresses = new Set(after.map(listedAddress));
  const known = (terminal: StoredListedTerminal) => before.get(listedAddress(terminal));
  return {
    added: after.filter((terminal) => !known(terminal)).map(listedAddress),
    changed: after
      .filter((terminal) => known(terminal) && !isSameStored(known(terminal), terminal))
      .map(listedAddress),
    removed: [...before.keys()].filter((address) => !addresses.has(address)),
    commKeysSet: input.filter(({ commKey }) => commKey).map(listedAddress),
  };
}

/**
 * Sets the terminals that a bridge reads, all of them; the bridge hears of it with its next heartbeat.
 * @param ifMatch - the ETag that the caller read
 * @throws RollcallError bridge.not-found, also for a revoked one; bridge.no-sealing-key; request.stale
 */
export async function setTerminalsOfBridge(
  actor: Actor,
  bridgeId: BridgeId,
  input: readonly ListedTerminalInput[],
  ifMatch: string,
): Promise<BridgeTerminals> {
  const bridge = await requireBridge(actor, bridgeId);
  if (bridge.state !== 'active') throw new RollcallError('bridge.not-found', { bridgeId });
  const { bridgeTerminals } = actor.stores;
  const [current = noList, report] = await Promise.all([
    bridgeTerminals.list(bridgeId),
    bridgeTerminals.report(bridgeId),
  ]);
  const resource = `The list of terminals of bridge ${bridgeId}`;
  requireVersion(resource, ifMatch, current.version);
  const before = new Map(current.terminals.map((terminal) => [listedAddress(terminal), terminal]));
  const terminals = await Promise.all(
    input.map((terminal) =>
      toStore(bridgeId, terminal, before.get(listedAddress(terminal)), report?.sealingKey),
    ),
  );
  if (isSameStored(terminals, current.terminals)) return describeList(current, report);
  const list = { version: current.version + 1, terminals };
  if (!(await bridgeTerminals.save(bridgeId, list))) {
    const { version } = (await bridgeTerminals.list(bridgeId)) ?? noList;
    throw staleEdit(resource, version);
  }
  await bridgeTerminals.announce(bridgeId, list.version);
  await recordAudit(actor, 'bridge.terminals-set', bridgeId, {
    version: list.version,
    ...changeOf(before, terminals, input),
  });
  return describeList(list, report);
}

/** The list as its bridge gets it: with the sealed keys that it can open. */
export async function terminalListFor({ stores }: Actor, bridgeId: BridgeId): Promise<TerminalList> {
  const { version, terminals } = (await stores.bridgeTerminals.list(bridgeId)) ?? noList;
  return {
    version,
    terminals: terminals.map(({ sealed, ...settings }) => ({
      ...settings,
      ...(sealed === undefined ? {} : { sealedCommKey: sealed.jwe }),
    })),
  };
}

/** Keeps what a bridge says of its list, when that is news. */
export async function takeInListReport(
  { stores }: Actor,
  seen: StoredBridge,
  report: ListReport | undefined,
): Promise<void> {
  if (report === undefined) return;
  const { sealingKey, version, terminals } = report;
  const kept = { sealingKey: sealingKey.x, version, terminals: [...terminals] };
  const digest = createHash('sha256').update(JSON.stringify(kept)).digest('base64url');
  if (digest !== seen.listDigest) await stores.bridgeTerminals.keepReport(seen.id, kept, digest);
}
