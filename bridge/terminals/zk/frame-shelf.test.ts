import { expect, test } from 'vitest';
import { FrameShelf } from '#bridge/terminals/zk/frame-shelf.ts';

const frameBytes = 1_024;

function frame(index: number): Buffer {
  return Buffer.alloc(frameBytes, `${index};`);
}

test.each([false, true])('frames come back as they were put, with a file: %s', (mayUseFile) => {
  const shelf = new FrameShelf(undefined, mayUseFile);
  const indexes = Array.from({ length: 5_000 }, (_, index) => (index * 7) % 5_000);
  for (const index of indexes) shelf.put(index, frame(index));
  expect(shelf.size).toBe(5_000);
  expect(shelf.indexes()).toEqual(indexes);
  for (const index of [0, 4_999, 1, 2_500, 2_501]) expect(shelf.get(index)).toEqual(frame(index));
  const wrong = indexes.filter((index) => !shelf.get(index)?.equals(frame(index)));
  expect(wrong).toEqual([]);
  shelf.delete(3);
  expect(shelf.get(3)).toBeUndefined();
  expect(shelf.bytesOf(3)).toBe(0);
  expect(shelf.bytesOf(4)).toBe(frameBytes);
  shelf.close();
  expect(shelf.size).toBe(0);
});

test('what was put is a copy, and may be of any length', () => {
  const shelf = new FrameShelf(10);
  const bytes = Buffer.from('abc');
  shelf.put(1, bytes);
  bytes.fill(0);
  shelf.put(2, Buffer.alloc(200_000, 7));
  shelf.put(3, Buffer.from('d'));
  expect(shelf.get(1)?.toString()).toBe('abc');
  expect(shelf.get(2)?.equals(Buffer.alloc(200_000, 7))).toBe(true);
  expect(shelf.get(3)?.toString()).toBe('d');
});

test('a closed shelf can be closed again', () => {
  const shelf = new FrameShelf(undefined, true);
  for (let index = 0; index < 2_000; index += 1) shelf.put(index, frame(index));
  shelf.close();
  expect(() => shelf.close()).not.toThrow();
});
