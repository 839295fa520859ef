import { expect, test } from 'vitest';
import { isSendable, sendableCommands } from '#bridge/terminals/zk/commands.ts';

test('the list of what may be sent to a terminal is closed', () => {
  expect(Object.values(sendableCommands).sort((a, b) => a - b)).toEqual([
    8, 9, 11, 13, 50, 201, 202, 500, 1000, 1001, 1002, 1003, 1013, 1100, 1102, 1502, 1503, 1504, 2000,
  ]);
});

test.each([14, 15, 18, 19, 20, 31, 32, 33, 134, 10, 12, 76, 110, 1004, 1005])(
  'command %i cannot be sent',
  (command) => {
    expect(isSendable(command)).toBe(false);
  },
);
