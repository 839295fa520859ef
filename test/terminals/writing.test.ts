import { describe, expect, test } from 'vitest';
import { parseWallTime } from '#shared/time/wall-time.ts';
import { faultOf, withSimulator } from '#test/terminals/simulated.ts';

const nowMs = Date.UTC(2026, 10, 22, 8, 59, 30);

function wallTime(text: string) {
  const parsed = parseWallTime(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

describe('setting the clock', () => {
  test.each(['tcp', 'udp'] as const)('moves the terminal to the wall time over %s', async (transport) => {
    await withSimulator(
      { clock: () => nowMs, zoneOffsetMinutes: 330, modes: ['wrong-clock:90'], transport },
      async ({ simulator, open }) => {
        const session = await open({ transport });
        await session.setClock(wallTime('2026-11-22 14:29:30'));
        expect((await session.clock()).terminalTime).toBe('2026-11-22 14:29:30');
        expect(simulator.stats.clockSetTo).toEqual(['2026-11-22 14:29:30']);
      },
    );
  });

  test('to a year that a terminal cannot keep is refused before anything is sent', async () => {
    await withSimulator({}, async ({ simulator, open }) => {
      const session = await open();
      await expect(session.setClock(wallTime('1999-12-31 23:59:59'))).rejects.toThrow(RangeError);
      await expect(session.setClock(wallTime('2100-01-01 00:00:00'))).rejects.toThrow(RangeError);
      expect(simulator.stats.commandsSeen.has(202)).toBe(false);
    });
  });
});

describe.each(['user72', 'user28'])('writing users of %s', (layout) => {
  const users = [
    { pin: '1001', name: 'Sample', privilege: 14, card: 77, group: 3, uid: 4, password: 'a1b2c' },
    { pin: '1002', name: 'Second', uid: 1, password: '99' },
  ];
  const start = { modes: [layout], users, punches: [] };

  test('changes what is given and leaves the rest as it was', async () => {
    await withSimulator(start, async ({ simulator, open }) => {
      const session = await open();
      expect(await session.writeUsers([{ pin: '1001', name: 'Renamed' }])).toEqual([
        { pin: '1001', result: 'updated', uid: 4 },
      ]);
      const read = await session.users();
      expect(read.find(({ pin }) => pin === '1001')).toMatchObject({
        name: 'Renamed',
        privilege: 7,
        card: '77',
        group: 3,
        uid: 4,
      });
      expect(JSON.stringify(read)).not.toContain('a1b2c');
      expect(simulator.passwordOf('1001')).toBe('a1b2c');
      expect(simulator.passwordOf('1002')).toBe('99');
    });
  });

  test('gives new ones the lowest free slot and deletes nobody', async () => {
    await withSimulator(start, async ({ open }) => {
      const session = await open();
      const results = await session.writeUsers([
        { pin: '2001', name: 'New', card: '123456', privilege: 0 },
        { pin: '2002' },
        { pin: '2003' },
      ]);
      expect(results).toEqual([
        { pin: '2001', result: 'created', uid: 2 },
        { pin: '2002', result: 'created', uid: 3 },
        { pin: '2003', result: 'created', uid: 5 },
      ]);
      const read = await session.users();
      expect(read.map(({ pin }) => pin).sort()).toEqual(['1001', '1002', '2001', '2002', '2003']);
      expect(read.find(({ pin }) => pin === '2001')).toMatchObject({ name: 'New', card: '123456', group: 1 });
    });
  });

  test('writes nothing for a user that is as wanted', async () => {
    await withSimulator(start, async ({ simulator, open }) => {
      const session = await open();
      const wanted = { pin: '001001', name: 'Sample', card: '77', privilege: 7 };
      expect(await session.writeUsers([wanted])).toEqual([{ pin: '001001', result: 'unchanged', uid: 4 }]);
      expect(simulator.stats.usersWritten).toBe(0);
      expect(simulator.stats.commandsSeen.has(1013)).toBe(false);
    });
  });

  test('refuses what does not fit, and writes the others', async () => {
    await withSimulator(start, async ({ open }) => {
      const results = await (await open()).writeUsers([
        { pin: '' },
        { pin: '3001', card: 'none' },
        { pin: '3002', privilege: 9 },
        { pin: '3003' },
      ]);
      expect(results.map(({ result }) => result)).toEqual(['refused', 'refused', 'refused', 'created']);
      expect(results[0]?.reason).toMatch(/./);
    });
  });

  test('refuses letters where the terminal keeps numbers', async () => {
    await withSimulator(start, async ({ open }) => {
      const [result] = await (await open()).writeUsers([{ pin: 'A-7' }]);
      expect(result?.result).toBe(layout === 'user72' ? 'created' : 'refused');
    });
  });

  test('cuts a long name between two characters', async () => {
    await withSimulator(start, async ({ open }) => {
      const session = await open();
      await session.writeUsers([{ pin: '1002', name: `A${'Ä'.repeat(20)}` }]);
      const name = (await session.users()).find(({ pin }) => pin === '1002')?.name;
      expect(name).toBe(layout === 'user72' ? `A${'Ä'.repeat(11)}` : 'AÄÄÄ');
    });
  });
});

test('names are written in the code page of the terminal', async () => {
  await withSimulator({ users: [{ pin: '1', name: 'x' }], punches: [] }, async ({ open }) => {
    const session = await open({ encoding: 'gbk' });
    expect(await session.writeUsers([{ pin: '1', name: '中文 abc' }])).toMatchObject([{ result: 'updated' }]);
    expect((await session.users())[0]?.name).toBe('中文 abc');
    expect(await session.writeUsers([{ pin: '1', name: '🙂' }])).toMatchObject([{ result: 'refused' }]);
  });
});

describe.each(['user72', 'user28'])('a terminal that has no user yet and keeps them as %s', (layout) => {
  const wanted = [
    { pin: '2001', name: 'First', card: '123456', privilege: 3 },
    { pin: '2002', name: 'Second' },
  ];

  test.each([
    ['refuses the other layout', []],
    ['ignores it', ['foreign-users:ignore']],
    ['cuts it to its own', ['foreign-users:cut']],
    ['cuts it, and counts no users', ['foreign-users:cut', 'free-zero']],
    ['tells short user ids', ['pin-width:5', 'foreign-users:cut']],
    ['tells long ones', ['pin-width:9', 'foreign-users:cut']],
  ])('and %s gets those that are sent, and none beside them', async (_, modes) => {
    await withSimulator({ users: [], punches: [], modes: [layout, ...modes] }, async ({ open }) => {
      const session = await open();
      expect(await session.writeUsers(wanted)).toEqual([
        { pin: '2001', result: 'created', uid: 1 },
        { pin: '2002', result: 'created', uid: 2 },
      ]);
      expect(await session.users()).toMatchObject([
        { uid: 1, pin: '2001', name: 'First', card: '123456', privilege: 3, group: 1 },
        { uid: 2, pin: '2002', name: 'Second' },
      ]);
    });
  });

  test('gets letters only where it keeps text', async () => {
    await withSimulator({ users: [], punches: [], modes: [layout] }, async ({ open }) => {
      const session = await open();
      const [letters, digits] = await session.writeUsers([{ pin: 'A-7' }, { pin: '7' }]);
      expect(letters?.result).toBe(layout === 'user72' ? 'created' : 'refused');
      expect(digits?.result).toBe('created');
    });
  });
});

test('the width of user ids saves the terminal a user in the wrong layout', async () => {
  const modes = ['user28', 'pin-width:5'];
  await withSimulator({ users: [], punches: [], modes }, async ({ simulator, open }) => {
    await (await open()).writeUsers([{ pin: '1' }]);
    expect(simulator.stats.usersWritten).toBe(2);
  });
});

test('a terminal without any user that takes none is left alone', async () => {
  const modes = ['user28', 'foreign-users:ignore'];
  await withSimulator({ users: [], punches: [], modes }, async ({ open }) => {
    const session = await open();
    expect(await faultOf(session.writeUsers([{ pin: 'A-7' }]))).toMatchObject({ code: 'layout-unknown' });
    expect(await session.users()).toEqual([]);
  });
});

describe('the enrolment', () => {
  const users = [
    { pin: '1001', fingers: [6, 1], uid: 300 },
    { pin: '1002', fingers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { pin: '1003' },
  ];

  test.each([['tcp'], ['udp']] as const)('says which fingers, over %s', async (transport) => {
    await withSimulator({ users, punches: [], transport }, async ({ open }) => {
      const session = await open({ transport, chunkBytes: 1_500 });
      expect(await session.enrolment()).toEqual(
        new Map([
          ['1001', { fingers: [1, 6], faces: 0 }],
          ['1002', { fingers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], faces: 0 }],
          ['1003', { fingers: [], faces: 0 }],
        ]),
      );
    });
  });

  test('leaves faces open where the terminal has some, whose it does not say', async () => {
    await withSimulator({ users: [{ pin: '7', face: true }], punches: [] }, async ({ simulator, open }) => {
      const session = await open();
      expect(await session.enrolment()).toEqual(new Map([['7', { fingers: [] }]]));
      expect(await session.info()).toMatchObject({ faces: 1, fingerprints: 0 });
      expect(simulator.stats.commandsSeen.get(1503)).toBe(1);
    });
  });
});
