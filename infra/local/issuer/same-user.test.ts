import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOfAnotherUser, ownerIn } from './same-user.ts';

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:224C 0100007F:D2A0 01 00000000:00000000 00:00000000 00000000  1000        0 1 1',
  '   1: 0100007F:D2A0 0100007F:224C 01 00000000:00000000 00:00000000 00000000  1001        0 2 1',
  '   2: 0A00000A:D2A1 0100007F:224C 01 00000000:00000000 00:00000000 00000000  1002        0 3 1',
].join('\n');

test('the far end of a connection is found by both ports, and is not our own end', () => {
  expect(ownerIn(table, { far: 0xd2a0, own: 0x224c })).toBe(1001);
  expect(ownerIn(table, { far: 0x224c, own: 0xd2a0 })).toBe(1000);
});

test('what the table does not name has no owner', () => {
  expect(ownerIn(table, { far: 0xd2a1, own: 0x224c })).toBeUndefined();
  expect(ownerIn('', { far: 1, own: 2 })).toBeUndefined();
});

test('a program that speaks IPv6 is found in the other table', () => {
  const line =
    '   0: 0000000000000000FFFF00000100007F:D2A0 0000000000000000FFFF00000100007F:224C 01 0:0 00:0 0 1003 0 4 1';
  expect(ownerIn(line, { far: 0xd2a0, own: 0x224c })).toBe(1003);
});

const server = createServer((request, response) => {
  response.end(String(isOfAnotherUser(request.socket)));
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** What the server says to a program of a user; without one, to a program of ours. @param node - that this user can run */
async function saidTo(node: string, uid?: number): Promise<string> {
  const ran = await promisify(execFile)(
    node,
    ['-e', 'fetch(process.argv[1]).then(async (answer) => process.stdout.write(await answer.text()))', url],
    { cwd: '/', ...(uid === undefined ? {} : { uid, gid: uid }) },
  );
  return ran.stdout;
}

test('a program of ours is not another user', async () => {
  expect(await saidTo(process.execPath)).toBe('false');
});

const canBecomeOthers = process.platform === 'linux' && process.geteuid?.() === 0;
test.runIf(canBecomeOthers)('a program of another user is', async () => {
  // Not the one that runs this: a checkout may lie in a folder that others do not get into.
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-node-'));
  try {
    await chmod(folder, 0o755);
    await copyFile(process.execPath, join(folder, 'node'));
    expect(await saidTo(join(folder, 'node'), 65_534)).toBe('true');
  } finally {
    await rm(folder, { recursive: true });
  }
});
