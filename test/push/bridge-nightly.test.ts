import { describe, expect, test } from 'vitest';
import type { PushTerminalSimulator } from '#bridge/simulator/push/push-terminal.ts';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { addDays } from '#shared/time/calendar.ts';
import { aClock } from '#test/support/clock.ts';
import { aSerial } from '#test/support/ids.ts';
import { aDeviceOf, startBridgeHost } from './bridge-host.ts';
import { identities } from './host-under-test.ts';

const serial = aSerial('PUSH900002');
const aDevice = aDeviceOf(serial);

describe('nightly', () => {
  const day = aClock().today();
  const dayAfter = addDays(day, 1);
  const punches = Array.from({ length: 6 }, (_, index) => ({
    pin: '1001',
    time: `${day} 08:0${index}:00`,
    status: 0,
    verify: 1,
    workCode: '',
  }));
  const hidden = { pin: '1002', time: `${day} 08:30:00`, status: 1, verify: 1, workCode: '' };

  /** A terminal whose last punch is hidden from its server: it believes that it is sent. */
  const meet = async (modes: string[] = [], sent: readonly TerminalRecord[] = []) => {
    const host = await startBridgeHost({ serial }, { nightly: true });
    const log = [...punches, ...sent];
    const device = aDevice(host, log, modes);
    expect(await device.settle()).toBe(true);
    if (modes.length === 0) {
      expect(host.state.terminal(serial).reconciliation).toMatchObject({
        state: 'whole',
        counted: 0,
        known: 0,
      });
    }
    if (sent.length === 0) device.punch(hidden);
    device.forgetUnsent();
    device.stats.commands.length = 0;
    return { host, device };
  };
  /** Two polls without a row in between: the terminal has nothing left to send. */
  const idle = async (device: PushTerminalSimulator) => {
    await device.poll();
    await device.poll();
  };
  const commands = (device: PushTerminalSimulator) =>
    device.stats.commands.map(({ text }) => text.slice(0, 17));

  test('a terminal that has more than is known is asked for the day, and nothing is missing then', async () => {
    const { host, device } = await meet();
    host.clock.advance(14 * 3_600_000 + 60_000);
    expect(await device.settle()).toBe(true);
    expect(commands(device)).toEqual(['VERIFY SUM ATTLOG', 'DATA QUERY ATTLOG']);
    await idle(device);
    expect(identities(await host.stored())).toEqual(identities([...punches, hidden]));
    expect(host.state.terminal(serial).reconciliation).toMatchObject({
      from: day,
      through: day,
      state: 'whole',
      counted: 7,
      known: 7,
    });
    expect(await device.settle()).toBe(true);
    expect(commands(device)).toHaveLength(2);
  });

  test("before two o'clock nobody asks", async () => {
    const { host, device } = await meet();
    host.clock.set(`${dayAfter}T01:59:00Z`);
    expect(await device.settle()).toBe(true);
    expect(commands(device)).toEqual([]);
  });

  test('rows that come after the answer to their query are waited for', async () => {
    const { host, device } = await meet(['late-rows']);
    host.clock.advance(14 * 3_600_000 + 60_000);
    expect(await device.settle()).toBe(true);
    await idle(device);
    expect(identities(await host.stored())).toEqual(identities([...punches, hidden]));
    expect(host.state.terminal(serial).reconciliation).toMatchObject({ state: 'whole', counted: 7 });
    expect(host.events.map(({ event }) => event)).not.toContain('push.gap');
  });

  test('events without a person are counted, so that the terminal is not asked for them again', async () => {
    const events = ['08:40:00', '08:41:00'].map((time) => ({
      ...hidden,
      pin: '',
      time: `${day} ${time}`,
      status: 255,
    }));
    const { host, device } = await meet([], events);
    host.clock.advance(14 * 3_600_000 + 60_000);
    expect(await device.settle()).toBe(true);
    expect(commands(device)).toEqual(['VERIFY SUM ATTLOG']);
    expect(host.state.terminal(serial).reconciliation).toMatchObject({
      state: 'whole',
      counted: 8,
      known: 8,
    });
  });

  test('firmware that answers nothing is given up for each command, and does not hold its days up for ever', async () => {
    const { host, device } = await meet(['mute']);
    host.clock.advance(14 * 3_600_000);
    for (let minute = 0; minute < 25; minute += 1) {
      host.clock.advance(61_000);
      expect(await device.settle()).toBe(true);
    }
    expect(host.state.terminal(serial)).toMatchObject({
      reconciliation: { state: 'unsupported', through: day },
      provenThrough: Date.parse(`${dayAfter}T00:00:00Z`),
    });
  });

  test('an access-control terminal is not asked, and its days are whole when it has nothing left to send', async () => {
    const { host, device } = await meet(['acc']);
    host.clock.advance(14 * 3_600_000 + 60_000);
    expect(await device.settle()).toBe(true);
    await idle(device);
    expect(commands(device)).toEqual([]);
    expect(host.state.terminal(serial)).toMatchObject({
      reconciliation: { state: 'unsupported', through: day },
      provenThrough: Date.parse(`${dayAfter}T00:00:00Z`),
    });
  });

  test('what the terminal counts and does not send is shown as a gap', async () => {
    const { host, device } = await meet();
    host.clock.advance(15 * 3_600_000);
    device.sendAgain = async () => {};
    expect(await device.settle()).toBe(true);
    await idle(device);
    expect(host.state.terminal(serial).reconciliation).toMatchObject({
      state: 'short',
      counted: 7,
      known: 6,
    });
    expect(host.events.at(-1)).toMatchObject({ event: 'push.gap', facts: { missing: 1 } });
  });
});
