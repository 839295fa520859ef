import { expect, test } from 'vitest';
import { PlanFault } from '#shared/attendance/index.ts';
import { aUserId } from '#test/support/ids.ts';
import { EngineDefect, inEngine } from './in-engine.ts';

test('what the engine returns is handed on', () => {
  expect(inEngine(aUserId('701'), () => 7)).toBe(7);
});

test('a fault of the plan stays what it is', () => {
  const fault = new PlanFault('zone.unknown', { userId: '701', zone: 'Mars/Olympus' });
  const failing = () =>
    inEngine(aUserId('701'), () => {
      throw fault;
    });
  expect(failing).toThrow(fault);
});

test.each([new TypeError('x is undefined'), new RangeError('Invalid time value'), 'text'])(
  '%o is a defect, with the user and the cause for the log',
  (thrown) => {
    const failing = () =>
      inEngine(aUserId('701'), () => {
        throw thrown;
      });
    expect(failing).toThrow(EngineDefect);
    expect(failing).toThrow(expect.objectContaining({ userId: '701', cause: thrown }));
  },
);
