import { afterEach, expect, test, vi } from 'vitest';
import { log } from './log.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a line is one JSON object, errors with their causes', () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const error = new TypeError('outer', { cause: new Error('inner\nwith a line end') });
  log({ level: 'error', message: 'tick failed', organisation: 'acme', error });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    organisation: 'acme',
    error: { name: 'TypeError', message: 'outer', cause: { message: 'inner\nwith a line end' } },
  });
});
