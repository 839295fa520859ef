/** The scenarios that both push hosts must pass: every mode of the push simulator against a server. @module */

import { beforeAll, describe, expect, test } from 'vitest';
import { samplePunches, sampleUsers } from '#bridge/simulator/index.ts';
import type { PushSimulatorOptions } from '#bridge/simulator/push/push-options.ts';
import { secretMarkers } from '#bridge/simulator/push/push-rows.ts';
import { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { aPin } from '#test/support/ids.ts';
import { type HostSettings, identities, type PushHostUnderTest, split } from './host-under-test.ts';

/** Starts a server for one test. */
export type StartHost = (settings: HostSettings) => Promise<PushHostUnderTest>;

let serials = 0;
const users = new Map(sampleUsers(8).map(({ pin, name = '' }) => [pin, name]));

function punchesOf(seed: number, count: number): TerminalRecord[] {
  return samplePunches(count, sampleUsers(8), seed);
}

/** What of the terminal's log must be stored as punches, each once. */
function expected(device: PushTerminalSimulator, { clock }: PushHostUnderTest): string[] {
  return [...new Set(identities(split(device.punches(), clock.instant()).punches))];
}

/**
 * Runs the scenarios against a server.
 * @param logLength - punches of each terminal
 */
export function pushScenarios(name: string, start: StartHost, logLength = 45): void {
  describe(name, () => {
    let seed = 0;
    beforeAll(() => {
      seed = 0;
    });

    async function meet(
      modes: readonly string[],
      change: { settings?: HostSettings['terminal']; device?: Partial<PushSimulatorOptions> } = {},
    ) {
      serials += 1;
      seed += 1;
      const serial = `PUSH${String(serials).padStart(6, '0')}`;
      const host = await start({ serial, ...(change.settings ? { terminal: change.settings } : {}) });
      const device = new PushTerminalSimulator({
        server: host.url,
        serial,
        punches: punchesOf(seed, logLength),
        users,
        modes,
        seed,
        waitScale: 0,
        now: host.clock.now,
        timeoutMilliseconds: 15_000,
        ...change.device,
      });
      return { host, device, serial };
    }

    const whole: [string, string[]][] = [
      ['normal', ['normal']],
      ['dialect:new', ['dialect:new']],
      ['dialect:dev', ['dialect:dev']],
      ['dialect:iso', ['dialect:iso']],
      ['wants-count', ['wants-count']],
      ['lost-reply', ['lost-reply:0.4']],
      ['lost-reply and wants-count', ['lost-reply:0.4', 'wants-count']],
      ['crash-mid', ['crash-mid']],
      ['resend-all', ['resend-all']],
      ['mixed-lines', ['mixed-lines', 'wants-count']],
      ['aspx', ['aspx']],
      ['key-case', ['key-case']],
      ['repeat-key', ['repeat-key']],
      ['power-loss', ['power-loss']],
      ['photo', ['photo']],
      ['templates', ['templates']],
      ['packed', ['packed', 'wants-count']],
      ['hostile', ['hostile']],
      ['acc', ['acc']],
      [
        'everything at once',
        ['dialect:dev', 'lost-reply:0.3', 'mixed-lines', 'aspx', 'key-case', 'repeat-key', 'templates'],
      ],
    ];
    test.each(whole)(
      '%s: every punch is stored once, and a second session adds nothing',
      async (_, modes) => {
        const { host, device } = await meet(modes);
        for (let tries = 0; tries < 10 && !(await device.settle()); tries += 1);
        expect(device.unsent()).toEqual([]);
        expect(identities(await host.stored())).toEqual(expected(device, host));
        const others = (await host.quarantined()).length;
        device.shakeHandsAgain();
        for (let tries = 0; tries < 10 && !(await device.settle()); tries += 1);
        expect(identities(await host.stored())).toEqual(expected(device, host));
        expect(await host.quarantined()).toHaveLength(others);
        expect(device.stats.violations).toEqual([]);
        const everything = await host.everything();
        for (const secret of secretMarkers) expect(everything).not.toContain(secret);
      },
    );

    test.each(['new', 'dev', 'iso'])(
      'a terminal with %s stamps sends nothing again after a handshake',
      async (dialect) => {
        const { device } = await meet([`dialect:${dialect}`]);
        expect(await device.settle()).toBe(true);
        const { rowsSent } = device.stats;
        expect(rowsSent).toBe(device.rows.length);
        device.shakeHandsAgain();
        expect(await device.settle()).toBe(true);
        expect(device.stats.rowsSent).toBe(rowsSent);
        expect(device.options.get('ATTLOGStamp')).not.toBe('0');
      },
    );

    test('mixed-lines: four rows are in quarantine, the unreadable ones with their bytes', async () => {
      const { host, device } = await meet(['mixed-lines']);
      expect(await device.settle()).toBe(true);
      const raw = (await host.quarantined()).flatMap((row) => (row.raw === undefined ? [] : [row.raw]));
      expect(await host.quarantined()).toHaveLength(4);
      expect(raw.map((text) => Buffer.from(text, 'base64').toString()).sort()).toEqual([
        '1001,2025-03-04 09:00:00,0,1',
        'this is no row',
      ]);
    });

    test('power-loss: dates of a flat battery are in quarantine, not lost', async () => {
      const { host, device } = await meet(['power-loss']);
      expect(await device.settle()).toBe(true);
      const early = device.punches().filter(({ time }) => time.startsWith('2000-'));
      expect(identities(await host.quarantined())).toEqual([...new Set(identities(early))]);
    });

    test('big: bodies of a megabyte with Expect: 100-continue are stored', async () => {
      const { host, device } = await meet(['big'], { device: { punches: punchesOf(77, logLength * 50) } });
      expect(await device.settle()).toBe(true);
      expect(device.stats.uploads).toBe(1);
      expect(identities(await host.stored())).toEqual(expected(device, host));
    });

    test('unknown-sn: refused, listed for approval, and nothing is stored', async () => {
      const { host, device } = await meet(['unknown-sn']);
      expect(await device.settle()).toBe(false);
      expect(device.stats.lastStatusLine).toBe('HTTP/1.1 401 Unauthorized');
      device.state = 'online';
      expect(await device.upload()).toBe(false);
      expect(await host.strangers()).toContain(device.serial);
      expect(await host.stored()).toEqual([]);
      expect(device.stats.violations).toEqual([]);
    });

    test('comm-key: the right key is let in, a wrong or missing one is not, and nothing of it is stored', async () => {
      const settings = { commKey: 'sample-key' };
      const right = await meet(['comm-key:sample-key'], { settings });
      expect(await right.device.settle()).toBe(true);
      expect(identities(await right.host.stored())).toEqual(expected(right.device, right.host));
      for (const modes of [['wrong-key'], []]) {
        const { host, device } = await meet(modes, { settings });
        expect(await device.settle()).toBe(false);
        device.state = 'online';
        expect(await device.upload()).toBe(false);
        expect(await host.stored()).toEqual([]);
        expect(await host.alerts()).toContain('wrong-key');
        expect(device.stats.violations).toEqual([]);
      }
    });

    test('a terminal outside its networks is refused', async () => {
      const { host, device } = await meet([], { settings: { networks: ['192.0.2.0/24'] } });
      expect(await device.settle()).toBe(false);
      expect(await host.stored()).toEqual([]);
    });

    test('templates: users come without their secrets', async () => {
      const { host, device } = await meet(['templates']);
      expect(await device.settle()).toBe(true);
      expect((await host.users()).sort()).toEqual([...users.keys()].slice(0, 3));
    });

    test('clock-drift: punches from the future give an alert', async () => {
      const { host, device, serial } = await meet([], { device: { punches: [] } });
      expect(serial).not.toBe('');
      const ahead = new Date(host.clock.now() + 3 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
      device.punch({ pin: '1001', time: ahead, status: 0, verify: 1, workCode: '' });
      expect(await device.settle()).toBe(true);
      expect(await host.alerts()).toContain('clock-ahead');
      expect(await host.stored()).toHaveLength(1);
    });

    test('silent: after days away everything arrives', async () => {
      const { host, device } = await meet(['silent']);
      expect(await device.settle()).toBe(false);
      expect(await host.stored()).toEqual([]);
      device.comeBack();
      expect(await device.settle()).toBe(true);
      expect(identities(await host.stored())).toEqual(expected(device, host));
    });

    test('commands: users, a window and a count are fetched, a user is written, and none is sent twice', async () => {
      const { host, device } = await meet([]);
      expect(await device.settle()).toBe(true);
      const window = { from: '2024-01-01T00:00:00', to: '2026-01-01T00:00:00' };
      await host.queue({ kind: 'query-users' });
      await host.queue({ kind: 'query-log', ...window });
      await host.queue({ kind: 'verify-count', ...window });
      await host.queue({ kind: 'update-user', pin: aPin('2001'), name: 'Sample 2001', privilege: 0 });
      expect(await device.settle()).toBe(true);
      expect(device.users.get('2001')).toBe('Sample 2001');
      expect((await host.users()).sort()).toEqual([...users.keys()]);
      expect(device.stats.commands.map(({ text }) => text.split(' ')[0])).toEqual([
        'DATA',
        'DATA',
        'VERIFY',
        'DATA',
      ]);
      expect(identities(await host.stored())).toEqual(expected(device, host));
      expect(device.stats.violations).toEqual([]);
    });

    test('acc: commands come in the words of the dialect', async () => {
      const { host, device } = await meet(['acc']);
      expect(await device.settle()).toBe(true);
      await host.queue({ kind: 'query-users' });
      expect(await device.settle()).toBe(true);
      expect(device.stats.commands.map(({ text }) => text)).toEqual([
        'DATA QUERY tablename=user,fielddesc=*,filter=*',
      ]);
      expect((await host.users()).sort()).toEqual([...users.keys()]);
    });
  });
}
