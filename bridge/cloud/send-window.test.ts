import { expect, test } from 'vitest';
import { SendWindow } from './send-window.ts';

function afterStored(window: SendWindow, batches: number): number {
  for (let batch = 0; batch < batches; batch += 1) window.stored();
  return window.size;
}

test('a window grows by one for each whole window that was stored, up to its largest size', () => {
  const window = new SendWindow(6);
  expect(window.size).toBe(3);
  expect(afterStored(window, 2)).toBe(3);
  expect(afterStored(window, 1)).toBe(4);
  expect(afterStored(window, 4)).toBe(5);
  expect(afterStored(window, 5)).toBe(6);
  expect(afterStored(window, 100)).toBe(6);
});

test('a window is never larger than it may be', () => {
  expect(new SendWindow(1).size).toBe(1);
  expect(afterStored(new SendWindow(1), 10)).toBe(1);
});

test('a cloud without room for all records gets half as many batches, and more again as it stores them', () => {
  const window = new SendWindow(6);
  afterStored(window, 12);
  window.crowded();
  expect(window.size).toBe(3);
  window.crowded();
  window.crowded();
  expect(window.size).toBe(1);
  expect(afterStored(window, 1)).toBe(2);
});

test('a cloud that does not answer gets a single batch, and one more for each window that it stores then', () => {
  const window = new SendWindow(6);
  afterStored(window, 12);
  window.unreachable();
  expect(window.size).toBe(1);
  expect(afterStored(window, 3)).toBe(3);
});
