import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { renew, signInAs } from '#test/support/sign-in.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import { issuerPath, startIssuer } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-issuer-'));
const file = join(folder, 'issuer.json');
let running: Gateway | undefined;
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a gateway with the issuer alone behind it. */
async function start(port: number, kept: string | undefined): Promise<Gateway> {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  running = await startGateway({ routes: [], invoke: async () => ({}), port, log });
  const origin = running.url;
  const { serve } = await startIssuer({ origin, consoleOrigins: [origin], file: kept, log });
  running.mount(issuerPath, serve);
  return running;
}

/** The public keys of the issuer; a connection of before a restart may just be closing. */
async function keysOf({ url }: Gateway): Promise<string> {
  return await fetch(`${url}/oidc/jwks`).then(
    async (answer) => await answer.text(),
    () => 'closed',
  );
}

test('a session and the keys outlive a restart, in a file for its owner only', async () => {
  const first = await start(0, file);
  const session = await signInAs(first.url, 'sample-hr');
  const keys = await keysOf(first);
  await first.stop();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain(session.access);

  const second = await start(first.port, file);
  await expect.poll(() => keysOf(second)).toBe(keys);
  expect((await renew(second.url, session)).status).toBe(200);
  const again = await signInAs(second.url, 'nobody', session.browser);
  expect(again.access).not.toBe('');
  await second.stop();

  const other = await start(first.port, undefined);
  await expect.poll(() => keysOf(other)).toContain('keys');
  expect(await keysOf(other)).not.toBe(keys);
  expect((await renew(other.url, session)).status).toBe(400);
  await other.stop();
});
