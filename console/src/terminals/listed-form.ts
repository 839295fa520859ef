/** What an administrator enters for a terminal that a bridge is to read, and what the API takes of it. No schema is loaded for it. @module */

import type { ListedTerminalInput as ContractInput } from '#shared/contract/bridge-terminals.ts';
import { parseSerial } from '#shared/punch/serial.ts';
import { hostProblem, takeApart } from '#shared/terminal-host.ts';
import type { ListedTerminal } from './bridge-queries.ts';
import type { BridgeDetails } from './queries.ts';

/** On which terminals listen unless somebody has changed it. */
export const usualPort = 4370;

/** The form as it is typed. */
export interface ListedDraft {
  host: string;
  /** Null while the field is empty. */
  port: number | null;
  name: string;
  serial: string;
  /** Null: that of the organisation. */
  zone: string | null;
  realtime: boolean;
  /** Code page of its names; null: UTF-8. */
  encoding: string | null;
  transport: ListedTerminal['transport'];
  setClock: boolean;
  /** Whether its keypad is locked while its log is read. */
  disableWhileReading: boolean;
  /** Empty: as it is. */
  commKey: string;
  /** Whether it is to have none any more. */
  isKeyTakenAway: boolean;
}

/** A terminal of the list as the API takes it; without `commKey` the key that was given for its address stays. */
export type ListedInput = Omit<ContractInput, 'commKey' | 'serial'> & {
  serial?: string | undefined;
  commKey?: string | null;
};

/** A terminal that a bridge has found in its network. */
export type Found = NonNullable<BridgeDetails['found']>[number];

/** A field of the form that does not fit. */
export type ListedMistake = 'host' | 'port' | 'serial' | 'key-form' | 'address-twice' | 'serial-twice';

/** By what a terminal of a list is known: `host:port`. */
export function addressOf({ host, port }: { host: string; port: number }): string {
  return `${host.toLowerCase()}:${port}`;
}

/** What the form begins with. @param terminal - the one that is edited; without it, one is added */
export function listedDraft(terminal: Partial<ListedTerminal> = {}): ListedDraft {
  return {
    host: terminal.host ?? '',
    port: terminal.port ?? usualPort,
    name: terminal.name ?? '',
    serial: terminal.serial ?? '',
    zone: terminal.zone ?? null,
    realtime: terminal.realtime ?? true,
    encoding: terminal.encoding ?? null,
    transport: terminal.transport ?? 'auto',
    setClock: terminal.setClock ?? false,
    disableWhileReading: terminal.disableWhileReading ?? false,
    commKey: '',
    isKeyTakenAway: false,
  };
}

/** What the form begins with for a terminal that was found. */
export function foundDraft({ address, serial }: Found): Partial<ListedDraft> {
  const { host, port = usualPort } = takeApart(address);
  return { host, port, ...(serial === undefined ? {} : { serial }) };
}

/** Whether a terminal that was found is in the list, which the bridge may not have taken over yet. */
export function isListed({ address, serial }: Found, terminals: readonly ListedTerminal[]): boolean {
  return terminals.some(
    (one) => addressOf(one) === address.toLowerCase() || (serial !== undefined && one.serial === serial),
  );
}

/** Where the draft says that the terminal is: a port that was typed with the host is its port. */
export function placeOf({ host, port }: ListedDraft): { host: string; port: number | null } {
  const typed = takeApart(host);
  return { host: typed.host, port: typed.port ?? port };
}

/** A terminal as it was read, as it is sent back unchanged. */
export function keptInput({
  host,
  port,
  name,
  serial,
  zone,
  encoding,
  disableWhileReading,
  realtime,
  setClock,
  transport,
}: ListedTerminal): ListedInput {
  return { host, port, name, serial, zone, encoding, disableWhileReading, realtime, setClock, transport };
}

/** Whether nothing is set of what few models need. */
export function isUsual({ encoding, transport, setClock, disableWhileReading }: ListedDraft): boolean {
  return encoding === null && transport === 'auto' && !setClock && !disableWhileReading;
}

/** The draft as the API takes it. */
export function inputOf(draft: ListedDraft): ListedInput {
  const { host, port } = placeOf(draft);
  const { realtime, transport, setClock, disableWhileReading } = draft;
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const commKey = draft.isKeyTakenAway ? null : text(draft.commKey);
  return {
    host,
    port: port ?? usualPort,
    name: text(draft.name),
    serial: text(draft.serial),
    zone: draft.zone ?? undefined,
    encoding: draft.encoding ?? undefined,
    realtime,
    transport,
    setClock,
    disableWhileReading,
    ...(commKey === undefined ? {} : { commKey }),
  };
}

/** The whole list with the draft in it, as the API takes it. @param before - the terminal that is edited; without it, one is added */
export function listWith(
  draft: ListedDraft,
  terminals: readonly ListedTerminal[],
  before: ListedTerminal | undefined,
): ListedInput[] {
  const entry = inputOf(draft);
  if (before === undefined) return [...terminals.map(keptInput), entry];
  return terminals.map((one) => (one === before ? entry : keptInput(one)));
}

/** What does not fit. @param others - the terminals of the list but for the one that is edited */
export function mistakesOf(draft: ListedDraft, others: readonly ListedTerminal[]): ListedMistake[] {
  const { host, port } = placeOf(draft);
  const serial = draft.serial.trim();
  const found: ListedMistake[] = [];
  const isPort = port !== null && port >= 1 && port <= 65_535;
  if (host === '' || hostProblem(host) !== undefined) found.push('host');
  if (!isPort) found.push('port');
  else if (others.some((one) => addressOf(one) === addressOf({ host, port }))) found.push('address-twice');
  if (serial !== '' && parseSerial(serial) === null) found.push('serial');
  if (serial !== '' && others.some((one) => one.serial === serial)) found.push('serial-twice');
  if (!draft.isKeyTakenAway && draft.commKey.trim() !== '' && !/^\d{1,6}$/.test(draft.commKey.trim()))
    found.push('key-form');
  return found;
}
