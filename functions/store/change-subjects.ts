/** Says which items the feed of changes is about, by their keys alone. @module */

import type { ChangeKind } from '#shared/contract/changes.ts';

/** What is in a partition of a user or a PIN, or in the one of silences, by the beginning of its sort key. */
const kindsByOwner: Record<string, Readonly<Record<string, ChangeKind>>> = {
  USER: {
    PROFILE: 'user',
    SHEET: 'sheet-row',
    CORR: 'correction',
    LEAVE: 'leave',
    OVERRIDE: 'day-override',
  },
  PIN: { PUNCH: 'punch', LINKS: 'links' },
  SILENCES: { bridge: 'silence', terminal: 'silence' },
};

/** The key of an item of an organisation, as the log names it: without the organisation. */
export function nameOfKey(pk: string, sk: string): string {
  return `${pk.slice(pk.indexOf('#') + 1)}\n${sk}`;
}

/** The two parts of a name. */
export function partsOfName(name: string): { pk: string; sk: string } {
  const at = name.indexOf('\n');
  return { pk: name.slice(0, at), sk: name.slice(at + 1) };
}

/** What a name names; `undefined` for an item that the feed is not about. */
export function kindOfName(name: string): ChangeKind | undefined {
  const { pk, sk } = partsOfName(name);
  const [owner = ''] = pk.split('#', 1);
  const [first = ''] = sk.split('#', 1);
  return kindsByOwner[owner]?.[first];
}
