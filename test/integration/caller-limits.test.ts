import { expect, test } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import { useCloud } from '#test/support/cloud.ts';
import { refusalOf } from '#test/support/problem-error.ts';

const cloud = useCloud();

/** A key of the right form that nobody has. */
const aStrangersKey = () => `rck_${newId('key')}_${'x'.repeat(43)}`;

test('a stranger who tries keys is told to wait, and those who are known go on', async () => {
  const { key } = await cloud.organisation();
  const ask = async (credential: string) => await cloud.fetch('/v1/me', { key: credential });
  expect((await ask(key)).status).toBe(200);
  let refused: Response | undefined;
  for (let count = 0; count < 60 && refused?.status !== 429; count += 1) refused = await ask(aStrangersKey());
  expect(refused?.headers.get('retry-after')).toBe('60');
  expect(refused && (await refusalOf(refused))).toEqual([429, 'caller.too-often']);
  expect((await ask(key)).status).toBe(200);
});
