/** What is to be done, and how the terminals are. @module */

import type { Overview } from '#shared/contract/overview.ts';
import type { Terminal } from '#shared/contract/terminals.ts';
import { canonicalPinOf } from '#shared/punch/pin.ts';
import { addDays, monthOf } from '#shared/time/calendar.ts';
import { dateOf, parseWallTime } from '#shared/time/wall-time.ts';
import type { Directory } from '../../store/index.ts';
import type { StoredTerminal } from '../../store/terminals.ts';
import type { Actor } from '../actor.ts';
import { claimsOfPins } from '../claims.ts';
import { isAwaited, pendingTerminals, withLastSeen } from '../terminals/index.ts';
import { todayIn } from '../today.ts';
import { KeptLooks } from './kept-looks.ts';

const looks = new KeptLooks<Overview>();
const pinsAtOnce = 100;
const perPage = 500;
/** Serials that wait for approval are counted up to here. */
const mostPending = 100;
/** Terminals that are named because they are furthest behind. */
const mostNamed = 20;

/** PINs that wait for somebody to say whose they are: not those that settings or a link ignore. */
async function countUnknown({ stores }: Actor): Promise<number> {
  const waiting = (await stores.unknownUsers.all()).filter(({ ignored }) => ignored !== true);
  let count = 0;
  for (let start = 0; start < waiting.length; start += pinsAtOnce) {
    const some = waiting.slice(start, start + pinsAtOnce);
    const claims = await claimsOfPins(
      stores,
      some.map(({ pin }) => canonicalPinOf(pin)),
    );
    count += some.filter(({ pin, terminal, firstPunch }) => {
      const wallTime = parseWallTime(firstPunch);
      if (wallTime === null) return true;
      return claims.claimantOf(canonicalPinOf(pin), terminal, dateOf(wallTime)).kind !== 'ignored';
    }).length;
  }
  return count;
}

/** Webhooks that were given up: there are a few at most, in one partition. */
async function countFailedWebhooks({ stores }: Actor): Promise<number> {
  return (await stores.webhooks.all()).filter(({ state }) => state === 'failed').length;
}

/** Terminals as the API shows them. That somebody looks at the overview does not make bridges ask more often. */
async function allTerminals(actor: Actor): Promise<Terminal[]> {
  const found: StoredTerminal[] = [];
  let cursor: string | undefined;
  do {
    const page = await actor.stores.terminals.list(perPage, cursor);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return await withLastSeen({ ...actor, role: 'system' }, found);
}

function healthOf(all: readonly Terminal[]): Pick<Overview, 'terminals' | 'completeThrough' | 'behind'> {
  const active = all.filter(({ state }) => state === 'active');
  const countOf = (...states: (Terminal['reported'] | 'none')[]) =>
    active.filter(({ reported }) => states.includes(reported ?? 'none')).length;
  const byMark = active
    .filter(isAwaited)
    .toSorted((a, b) => ((a.completeThrough ?? '') < (b.completeThrough ?? '') ? -1 : 1));
  const [furthest] = byMark;
  return {
    terminals: {
      active: active.length,
      online: countOf('online'),
      silent: countOf('silent', 'never-seen', 'none'),
      faulty: countOf('unreachable', 'refusing', 'unsupported'),
      warned: active.filter(({ warnings }) => warnings !== undefined).length,
    },
    ...(furthest?.completeThrough === undefined ? {} : { completeThrough: furthest.completeThrough }),
    behind: byMark
      .filter(({ reported }) => reported !== 'online')
      .slice(0, mostNamed)
      .map(({ serial, name, reported, completeThrough, silentSince }) => {
        return { serial, name, reported, completeThrough, silentSince };
      }),
  };
}

async function look(actor: Actor, directory: Directory): Promise<Overview> {
  const { stores, now } = actor;
  const { zone } = await stores.settings.read();
  const today = todayIn(zone, now);
  const from = monthOf(addDays(monthOf(today).from, -1)).from;
  const to = addDays(today, 1);
  const [provisional, unknown, quarantined, pending, failedWebhooks, todo, awaiting, terminals] =
    await Promise.all([
      stores.users.countWithStatus('provisional'),
      countUnknown(actor),
      stores.quarantine.count(),
      pendingTerminals(actor, directory, { limit: mostPending }),
      countFailedWebhooks(actor),
      stores.todoDays.count(from, to),
      stores.awaitingEntries.count(),
      allTerminals(actor),
    ]);
  return {
    asOf: now,
    from,
    to,
    provisionalUsers: provisional,
    unknownUsers: unknown,
    quarantined,
    pendingTerminals: pending.items.length,
    failedWebhooks,
    missing: todo.missing,
    toApprove: todo['to-approve'],
    awaiting: {
      corrections: awaiting.correction,
      leaves: awaiting.leave,
      dayOverrides: awaiting['day-override'],
    },
    ...healthOf(terminals),
  };
}

/**
 * The overview, as it was a short time ago at most. Only administrators learn of serials that nobody has registered, and of
 * webhooks.
 */
export async function readOverview(actor: Actor, directory: Directory): Promise<Overview> {
  const { organisation } = actor.stores;
  const all = await looks.at(organisation, actor.now, () => look(actor, directory));
  if (actor.role === 'admin') return all;
  const { pendingTerminals: _serials, failedWebhooks: _webhooks, ...seen } = all;
  return seen;
}
