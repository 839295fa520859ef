import { describe, expect, test } from 'vitest';
import type { TerminalRecord } from '#shared/punch/punch.ts';
import { startOfTests } from '#test/support/clock.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { aDevice, aPunch, punchesOf } from './cloud-punches.ts';
import { identities } from './host-under-test.ts';

const cloud = useCloud();

describe('nightly', () => {
  const yesterday = '2026-03-19';

  async function meet(serial: string, modes: string[] = [], more: TerminalRecord[] = []) {
    cloudTime.set(startOfTests);
    const organisation = await cloud.organisation();
    await organisation.set((current) => ({
      ...current,
      zone: 'UTC',
      sheets: { ...current.sheets, nightlyAt: '02:00' },
    }));
    await organisation.api.registerTerminal({ body: { serial, push: { open: true } } });
    const terminal = aDevice(
      cloud.url,
      serial,
      [aPunch(`${yesterday} 08:00:00`), aPunch(`${yesterday} 17:00:00`), ...more],
      modes,
    );
    expect(await terminal.settle()).toBe(true);
    // A punch that a changed clock has hidden behind the stamp.
    if (more.length === 0) terminal.punch(aPunch(`${yesterday} 12:00:00`, '1002'));
    terminal.forgetUnsent();
    cloudTime.set('2026-03-20T12:01:00Z');
    await organisation.set((current) => ({ ...current, sheets: { ...current.sheets, nightlyAt: '12:02' } }));
    cloudTime.set('2026-03-20T12:05:00Z');
    await cloud.fire('nightly');
    const check = async () => (await organisation.api.getPushTerminal({ params: { serial } })).check;
    const mark = async () => (await organisation.api.getTerminal({ params: { serial } })).completeThrough;
    return { organisation, terminal, check, mark };
  }

  test('a terminal that has more than is stored is asked for its day; then the day is known to be whole', async () => {
    const { organisation, terminal, check, mark } = await meet('NIGHT1');
    expect(await check()).toMatchObject({ through: yesterday, state: 'counting' });
    expect(await mark()).toBeUndefined();
    expect(await terminal.settle()).toBe(true);
    expect(terminal.stats.commands.map(({ text }) => text.slice(0, 17))).toEqual([
      'VERIFY SUM ATTLOG',
      'DATA QUERY ATTLOG',
    ]);
    await terminal.poll();
    await terminal.poll();
    expect(await check()).toMatchObject({ state: 'whole', missing: 0 });
    expect(await mark()).toBe('2026-03-20T00:00:00.000Z');
    expect(identities(await punchesOf(organisation, 'NIGHT1'))).toEqual(identities(terminal.punches()));
  });

  test('what the terminal counts and does not send is a gap, and its days go on waiting', async () => {
    const { terminal, check, mark } = await meet('NIGHT2');
    terminal.sendAgain = async () => {};
    expect(await terminal.settle()).toBe(true);
    await terminal.poll();
    await terminal.poll();
    expect(await check()).toMatchObject({ state: 'short', missing: 1 });
    expect(await mark()).toBeUndefined();
  });

  test('events without a person are counted, so that the terminal is not asked for them again', async () => {
    const { terminal, check, mark } = await meet('NIGHT3', [], [aPunch(`${yesterday} 09:00:00`, '')]);
    expect(await terminal.settle()).toBe(true);
    expect(terminal.stats.commands.map(({ text }) => text.slice(0, 17))).toEqual(['VERIFY SUM ATTLOG']);
    expect(await check()).toMatchObject({ state: 'whole', missing: 0 });
    expect(await mark()).toBe('2026-03-20T00:00:00.000Z');
  });

  test('rows that come after the answer to their query are waited for', async () => {
    const { organisation, terminal, check } = await meet('NIGHT4', ['late-rows']);
    expect(await terminal.settle()).toBe(true);
    await terminal.poll();
    await terminal.poll();
    expect(await check()).toMatchObject({ state: 'whole', missing: 0 });
    expect(identities(await punchesOf(organisation, 'NIGHT4'))).toEqual(identities(terminal.punches()));
  });

  test('an access-control terminal is not asked, and its day is whole when it has nothing left to send', async () => {
    const { terminal, check, mark } = await meet('NIGHT5', ['acc']);
    expect(await mark()).toBeUndefined();
    await terminal.poll();
    await terminal.poll();
    expect(terminal.stats.commands).toEqual([]);
    expect(await check()).toMatchObject({ state: 'unsupported', through: yesterday });
    expect(await mark()).toBe('2026-03-20T00:00:00.000Z');
  });

  test('firmware that answers nothing is given up, and does not hold its day up for ever', async () => {
    const { terminal, check, mark } = await meet('NIGHT6', ['mute']);
    for (let minute = 0; minute < 24; minute += 1) {
      cloudTime.advance(61_000);
      await terminal.poll();
    }
    expect(await check()).toMatchObject({ state: 'unsupported' });
    expect(await mark()).toBe('2026-03-20T00:00:00.000Z');
  });
});
