/** Who can be chosen of the users of a terminal: those it has, and those who wait for their details. @module */

/** What a terminal has said of a user. */
export interface OnTerminal {
  pin: string;
  name?: string | undefined;
  privilege?: number | undefined;
  credentials?: Enrolled | undefined;
  state: 'known' | 'new' | 'ignored';
  userId?: string | undefined;
}

/** How many of each kind are enrolled. */
export interface Enrolled {
  cards?: number | undefined;
  fingers?: number | undefined;
  faces?: number | undefined;
  passwords?: number | undefined;
}

/** A user whose details are wanted. */
export interface DownloadRow {
  /** The user's id; of one that nobody has yet, the PIN. */
  id: string;
  /** The name at the terminal. */
  name: string | undefined;
  credentials: Enrolled | undefined;
  /** `new`: nobody has the PIN; `waiting`: created from the log, without details; `known`: with details. */
  kind: 'new' | 'waiting' | 'known' | 'ignored';
  /** Whether the list of the terminal, as last read, has it. */
  isListed: boolean;
}

const order = { new: 0, waiting: 1, known: 2, ignored: 3 } as const;
const compareIds = new Intl.Collator('en', { numeric: true }).compare;

/**
 * The rows of the dialog: who needs details first, then by id.
 * @param waiting - users who were created from the log of this terminal, or who are asked for, and wait for their details
 * @param asked - ids with which the dialog was opened
 */
export function downloadRows(
  onTerminal: readonly OnTerminal[],
  waiting: ReadonlySet<string>,
  asked: readonly string[],
): DownloadRow[] {
  const rows = new Map<string, DownloadRow>();
  for (const { pin, name, credentials, state, userId } of onTerminal) {
    const id = userId ?? pin;
    const kind = state === 'known' && waiting.has(id) ? 'waiting' : state;
    rows.set(id, { id, name, credentials, kind, isListed: true });
  }
  for (const id of [...waiting, ...asked]) {
    if (rows.has(id)) continue;
    const kind = waiting.has(id) ? 'waiting' : 'known';
    rows.set(id, { id, name: undefined, credentials: undefined, kind, isListed: false });
  }
  return [...rows.values()].sort((a, b) => order[a.kind] - order[b.kind] || compareIds(a.id, b.id));
}

/** Whether a row needs its details. */
export function isNew({ kind }: DownloadRow): boolean {
  return kind === 'new' || kind === 'waiting';
}

/** Rows whose id or name has a text. */
export function rowsWith(rows: readonly DownloadRow[], text: string): DownloadRow[] {
  const wanted = text.trim().toLocaleLowerCase();
  return rows.filter(({ id, name = '' }) => `${id} ${name}`.toLocaleLowerCase().includes(wanted));
}
