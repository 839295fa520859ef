import { expect, test } from 'vitest';
import type { BridgeId } from '#shared/contract/ids.ts';
import type { Serial } from '#shared/punch/serial.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Bridge, Site, Terminal } from './queries.ts';
import { membersOf, type SiteState, stateOfSite, worstFirst } from './site-state.ts';

const now = Date.parse('2026-03-02T10:00:00.000Z');
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString() as Instant;

const well = {
  online: 2,
  silent: 0,
  faulty: 0,
  bridges: 1,
  silentBridges: 0,
  fullBridges: 0,
  outboxWaiting: 0,
};

function site(name: string, health: Partial<NonNullable<Site['health']>>, terminals = 2): Site {
  const whole = { ...well, ...health };
  return { name, terminals, zone: 'UTC', schedule: { kind: 'off' }, ownSchedule: false, health: whole };
}

const silent = { online: 0, silent: 2, silentBridges: 1 };

test.for<[SiteState, Site]>([
  ['online', site('A', {})],
  ['silent', site('A', { ...silent, silentSince: before(5) })],
  ['never-heard', site('A', silent)],
  ['never-heard', site('A', { online: 0, silentBridges: 1 }, 0)],
  ['full', site('A', { online: 0, faulty: 2, fullBridges: 1 })],
  ['faulty', site('A', { online: 0, faulty: 2 })],
  ['faulty', site('A', { online: 0, faulty: 1, silent: 1, silentSince: before(5) })],
  // The bridge reports: it is not the site that is silent, but a terminal that pushes.
  ['partly-silent', site('A', { online: 0, silent: 2, silentSince: before(5) })],
  ['partly-silent', site('A', { online: 1, silent: 1 })],
  ['unsent', site('A', { outboxWaiting: 3, oldestUnsentAt: before(61) })],
  ['online', site('A', { outboxWaiting: 3, oldestUnsentAt: before(59) })],
  ['empty', site('A', { online: 0, bridges: 0 }, 0)],
  ['empty', site('A', { online: 0 }, 0)],
])('a site is %s', ([state, shown]) => {
  expect(stateOfSite(shown, now)).toBe(state);
});

test('the worst come first, those that are silent for the longest time before others, and the rest by name', () => {
  const sites = [
    site('Site 10', { outboxWaiting: 1, oldestUnsentAt: before(1) }),
    site('Site 9', {}),
    site('Yard', { ...silent, silentSince: before(5) }),
    site('Store', { online: 0, faulty: 2 }),
    site('Gate', { ...silent, silentSince: before(50) }),
  ];
  expect(worstFirst(sites, now).map(({ site: { name } }) => name)).toEqual([
    'Gate',
    'Yard',
    'Store',
    'Site 9',
    'Site 10',
  ]);
});

test('terminals without a site stand where the others of their bridge do, and bridges where their terminals do', () => {
  const terminal = (serial: string, bridgeId?: string, name?: string, state: Terminal['state'] = 'active') =>
    ({
      serial: serial as Serial,
      state,
      version: 1,
      bridgeId: bridgeId as BridgeId,
      site: name,
    }) satisfies Terminal;
  const bridge = (id: string, name?: string, state: Bridge['state'] = 'active') =>
    ({
      id: id as BridgeId,
      name: id,
      state,
      version: '0',
      enrolledAt: before(9),
      site: name,
    }) satisfies Bridge;
  const terminals = [
    terminal('T1', 'b1', 'Gate'),
    terminal('T2', 'b1'),
    terminal('T3', 'b2', 'Gate', 'retired'),
    terminal('T4', 'b3', 'Yard'),
    terminal('T5', 'b4', 'Gate'),
    terminal('T6'),
  ];
  // The second has no terminal any more; the third was meant for the gate, and its terminals were moved.
  const bridges = [bridge('b1'), bridge('b2', 'Gate'), bridge('b3', 'Gate'), bridge('b4', 'Gate', 'revoked')];
  const found = membersOf('Gate', terminals, bridges);
  expect(found.terminals.map(({ serial }) => serial)).toEqual(['T1', 'T2', 'T5']);
  expect(found.bridges.map(({ id }) => id)).toEqual(['b1', 'b2', 'b4']);
});
