import { expect, test } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import { useCloud } from '#test/support/cloud.ts';
import { aBridge } from '#test/support/signed-bridge.ts';

// In a file of its own: whoever has guessed at keys before is not let in here with a new key.
const cloud = useCloud();

test('a stranger who signs as bridges that nobody knows is told to wait, and a bridge that is known goes on', async () => {
  const { api } = await cloud.organisation();
  const bridge = await aBridge(cloud.url, api);
  await bridge.beat();
  let failure: unknown;
  for (let count = 0; count < 60; count += 1) {
    failure = await bridge
      .apiWith({ keyId: newId('brg') })
      .heartbeat({ body: { version: '0.1.0', terminals: [], outbox: { waiting: 0 }, running: [], take: 0 } })
      .catch((error: unknown) => error);
    if ((failure as { status: number }).status === 429) break;
  }
  expect(failure).toMatchObject({ status: 429, code: 'caller.too-often' });
  await bridge.beat();
});
