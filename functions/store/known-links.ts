/**
 * Remembers the links of PINs, so that a log that is read does not ask for those of every PIN with every batch.
 *
 * One small item counts the changes of links and names those that are under way. Whoever changes links says so there first and
 * once the change has ended; what a process remembers counts as long as the item is as it was before that was read. So
 * whoever reads the item after punches are stored either knows every link, or their links are entered by somebody who has
 * yet to look for punches.
 * @module
 */

import { randomUUID } from 'node:crypto';
import type { CanonicalPin } from '#shared/punch/pin.ts';
import { abandonedMilliseconds } from './change-log.ts';
import type { Database, Item, Key } from './database.ts';
import { partition } from './keys.ts';
import type { StoredLink } from './stored-link.ts';

/** Links by PIN, of those that have or had any. */
export type LinksByPin = ReadonlyMap<CanonicalPin, readonly StoredLink[]>;

/** Fewer PINs than these are read with one request, and need no other before it. */
const manyPins = 20;
/** Most PINs that a process remembers before it begins anew. */
const mostPins = 50_000;
/** How long links are remembered: a deployed version may follow one that does not count its changes, for some minutes. */
const keptMilliseconds = 60_000;

/** What a process remembers of an organisation. */
interface Known {
  /** How many changes had begun before anything of this was read. */
  changes: number;
  /** Epoch milliseconds. */
  since: number;
  /** `null` for a PIN without links. */
  byPin: Map<CanonicalPin, readonly StoredLink[] | null>;
}

const knownLinks = new WeakMap<Database, Map<string, Known>>();

function numberIn(item: Item | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}

/** How one organisation's links are remembered, and how their changes are announced. */
export function linkMemory(
  database: Database,
  organisation: string,
  read: (pins: readonly CanonicalPin[]) => Promise<LinksByPin>,
) {
  const table = database.main;
  const changesAt: Key = { pk: partition(organisation, 'LINK-CHANGES'), sk: 'CHANGES' };
  const byOrganisation = knownLinks.get(database) ?? new Map<string, Known>();
  knownLinks.set(database, byOrganisation);

  /** What may be remembered now; nothing while links are being changed. */
  async function current(): Promise<Known | undefined> {
    const item = await table.get(changesAt);
    const now = database.now();
    const isQuiet = item?.open === undefined || now - numberIn(item, 'begunAt') > abandonedMilliseconds;
    if (!isQuiet) return undefined;
    const changes = numberIn(item, 'changes');
    const known = byOrganisation.get(organisation);
    const isKept = known?.changes === changes && Math.abs(now - known.since) < keptMilliseconds;
    if (known && isKept && known.byPin.size < mostPins) return known;
    const fresh: Known = { changes, since: now, byPin: new Map() };
    byOrganisation.set(organisation, fresh);
    return fresh;
  }

  return {
    /** The links of some PINs, strongly consistent. */
    async ofPins(pins: readonly CanonicalPin[]): Promise<LinksByPin> {
      if (pins.length < manyPins) return await read(pins);
      // Before the links: a change that begins while they are read counts as not read.
      const known = await current();
      if (known === undefined) return await read(pins);
      const unknown = pins.filter((pin) => !known.byPin.has(pin));
      const links = unknown.length === 0 ? new Map<CanonicalPin, StoredLink[]>() : await read(unknown);
      for (const pin of unknown) known.byPin.set(pin, links.get(pin) ?? null);
      return new Map(
        pins.flatMap((pin) => {
          const ofPin = known.byPin.get(pin);
          return ofPin ? [[pin, ofPin] as const] : [];
        }),
      );
    },

    /**
     * Announces a change of links and makes it. One that fails stays announced, because it may take effect later in a try
     * whose answer was lost: until no function can be at work on it any more, everybody reads.
     */
    async around<T>(change: () => Promise<T>): Promise<T> {
      const token = randomUUID();
      const open = { ExpressionAttributeNames: { '#open': 'open' } };
      await table.updateIf(changesAt, {
        ...open,
        UpdateExpression: 'SET begunAt = :now ADD changes :one, #open :tokens',
        ExpressionAttributeValues: { ':now': database.now(), ':one': 1, ':tokens': new Set([token]) },
      });
      const changed = await change();
      const closing = table.updateIf(changesAt, {
        ...open,
        UpdateExpression: 'DELETE #open :tokens',
        ExpressionAttributeValues: { ':tokens': new Set([token]) },
      });
      // The change is made: left open, it only keeps everybody from remembering links for a while.
      await closing.catch(() => null);
      return changed;
    },
  };
}
