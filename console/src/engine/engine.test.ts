/** Tests of the engine of the page: the same rows as the server's, one worker, the last request wins. @module */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import plan from '../../../docs/examples/plan.json' with { type: 'json' };
import sheets from '../../../docs/examples/sheets.json' with { type: 'json' };
import { answerTask } from './answer-task.ts';
import { type EngineWorker, makeEngine } from './engine-client.ts';
import type { EngineTask } from './engine-task.ts';
import { isOwnAsset } from './own-asset.ts';

function answerOf(examples: readonly { operation: string; answer: unknown }[], operation: string) {
  const found = examples.find((one) => one.operation === operation);
  if (!found) throw new Error(`no example of ${operation}`);
  return found.answer as Record<string, unknown>;
}

const { input } = answerOf(sheets, 'getSheetInputs') as { input: EngineTask['input'] };
const rules = { file: answerOf(plan, 'getRulesFile') };

describe('answerTask', () => {
  it('computes the rows that the server computed from the same inputs', () => {
    const [row] = (answerOf(sheets, 'listSheets').items as Record<string, unknown>[]) ?? [];
    const answer = answerTask({ input, rules });
    if (answer.kind !== 'computed') throw new Error(JSON.stringify(answer));
    const [day] = answer.days;
    for (const figure of [
      'date',
      'status',
      'slots',
      'worked',
      'expected',
      'overtime',
      'late',
      'short',
      'exceptions',
    ]) {
      expect([figure, day?.[figure as keyof typeof day]]).toEqual([figure, row?.[figure]]);
    }
  });

  it('explains a day as the server does', () => {
    const answer = answerTask({ input, rules, explain: input.from });
    expect(answer.kind === 'computed' && answer.explanation?.steps.length).toBeGreaterThan(4);
  });

  it('answers what is wrong with rules that are being edited', () => {
    expect(answerTask({ input, rules: { file: { schedules: [{ id: 'office' }] } } })).toMatchObject({
      kind: 'rules',
    });
  });

  it('prepares rules of one key once, and others anew', () => {
    const first = answerTask({ input, rules: { ...rules, key: 'a' } });
    expect(answerTask({ input, rules: { file: 'never read', key: 'a' } })).toEqual(first);
    expect(answerTask({ input, rules: { file: 'read', key: 'b' } }).kind).toBe('rules');
  });
});

describe('the engine of the page', () => {
  let started: { terminated: boolean }[];

  /** A worker without a thread: the same messages, answered by the same code, a moment later. */
  async function start(): Promise<EngineWorker> {
    const state = { terminated: false };
    started.push(state);
    let listener: (event: MessageEvent) => void = () => undefined;
    return {
      addEventListener: (type: string, added: (event: never) => void) => {
        if (type === 'message') listener = added as typeof listener;
      },
      postMessage: (message) => {
        const { id, task } = structuredClone(message) as { id: number; task: EngineTask };
        const data = structuredClone({ id, answer: answerTask(task) });
        setTimeout(() => listener({ data } as MessageEvent), 5);
      },
      terminate: () => {
        state.terminated = true;
      },
    };
  }

  beforeEach(() => {
    started = [];
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  it('answers the last request, and tells the others that they were overtaken', async () => {
    const engine = makeEngine(start);
    const first = engine({ input, rules });
    const second = engine({ input, rules });
    const third = engine({ input: { ...input, to: input.from }, rules });
    await vi.advanceTimersByTimeAsync(50);
    expect(await first).toBeUndefined();
    expect(await second).toBeUndefined();
    expect(await third).toMatchObject({ kind: 'computed', days: [] });
    expect(started).toHaveLength(1);
  });

  it('ends its worker after a minute without requests, and starts another one when asked again', async () => {
    const engine = makeEngine(start);
    void engine({ input, rules });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(started).toMatchObject([{ terminated: false }]);
    void engine({ input, rules });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(started).toMatchObject([{ terminated: false }]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(started).toMatchObject([{ terminated: true }]);
    const again = engine({ input, rules });
    await vi.advanceTimersByTimeAsync(50);
    expect(await again).toMatchObject({ kind: 'computed' });
    expect(started).toHaveLength(2);
  });

  it('fails when its worker cannot start, and tries anew', async () => {
    let isBroken = true;
    const engine = makeEngine(() => (isBroken ? Promise.reject(new Error('blocked')) : start()));
    await expect(engine({ input, rules })).rejects.toThrow('blocked');
    isBroken = false;
    const again = engine({ input, rules });
    await vi.advanceTimersByTimeAsync(50);
    expect(await again).toMatchObject({ kind: 'computed' });
  });
});

it('starts workers from our own built files alone', () => {
  const page = 'https://rollcall.example.com/attendance?x=1';
  expect(isOwnAsset('/assets/engine.worker-B1x_9.js', page)).toBe(true);
  expect(isOwnAsset('https://rollcall.example.com/assets/a.js', page)).toBe(true);
  for (const address of [
    'https://elsewhere.example.com/assets/a.js',
    '//elsewhere.example.com/assets/a.js',
    '/assets/../v1/exports/a.js',
    '/assets/a.js/../../v1/file.js',
    '/assets/folder/a.js',
    '/v1/a.js',
    'data:text/javascript,1',
    'blob:https://rollcall.example.com/1',
    'https://user@rollcall.example.com/assets/a.js',
    'https://',
  ]) {
    expect([address, isOwnAsset(address, page)]).toEqual([address, false]);
  }
});
