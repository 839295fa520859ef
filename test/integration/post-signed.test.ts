import { promises as dns } from 'node:dns';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { postSigned } from '#functions/domain/changes/post-signed.ts';

const message = { id: 'msg_1', body: '{"changes":[]}' };
const secrets = [`whsec_${Buffer.alloc(32).toString('base64')}`];
const post = (url: string, patienceMilliseconds?: number) =>
  postSigned(url, message, secrets, 1_700_000_000, patienceMilliseconds);

beforeEach(() => {
  vi.stubEnv('WEBHOOK_LOOPBACK', 'allowed');
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
});

/** A receiver that speaks below HTTP. @returns its port, and how many connections it has seen */
async function aReceiver(onRequest: (socket: Socket, text: string) => void, host = '127.0.0.1') {
  const seen = { connections: 0, port: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (text) => onRequest(socket, text.toString()));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  seen.port = (server.address() as AddressInfo).port;
  return seen;
}

const answer = (status: string) => (socket: Socket) => {
  socket.write(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`);
};

test('the status counts as soon as it is there, whatever becomes of the rest', async () => {
  const endless = await aReceiver((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n');
  });
  expect(await post(`http://127.0.0.1:${endless.port}/`)).toEqual({ isDelivered: true, status: 200 });
});

test.each([
  ['ends the connection', (socket: Socket) => void socket.end()],
  ['breaks the connection', (socket: Socket) => void socket.resetAndDestroy()],
  [
    'goes over to another protocol',
    answer('101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other'),
  ],
  ['says something else', (socket: Socket) => void socket.end('no HTTP\r\n\r\n')],
])('a receiver that %s has not taken the message', async (_what, onRequest) => {
  const { port } = await aReceiver(onRequest);
  const outcome = await post(`http://127.0.0.1:${port}/`);
  expect(outcome).toMatchObject({ isDelivered: false, problem: expect.stringContaining('the receiver') });
});

test('a name whose look-up does not end is given up in time, and so is a receiver that does not answer', async () => {
  const { port, connections } = await aReceiver(() => {});
  const late = 'the receiver has not answered within 0.05 s';
  expect(await post(`http://127.0.0.1:${port}/`, 50)).toEqual({ isDelivered: false, problem: late });
  vi.spyOn(dns, 'lookup').mockReturnValue(new Promise<never>(() => {}) as never);
  expect(await post('https://receiver.example/', 50)).toEqual({ isDelivered: false, problem: late });
  expect(connections).toBe(0);
});

test('one address inside among several is refused; the connection goes to what was checked, and the name is asked once', async () => {
  const receiver = await aReceiver(answer('204 No Content'));
  const lookup = vi.spyOn(dns, 'lookup');
  const inside = { address: '10.0.0.1', family: 4 };
  lookup.mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }, inside] as never);
  expect(await post(`http://localhost:${receiver.port}/`)).toEqual({
    isDelivered: false,
    problem: 'the name of the receiver has an address that is not of the public network',
  });
  expect(receiver.connections).toBe(0);
  // Whoever would be asked again would lead inside.
  lookup.mockResolvedValue([inside] as never);
  lookup.mockResolvedValueOnce([
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ] as never);
  expect(await post(`http://localhost:${receiver.port}/`)).toEqual({ isDelivered: true, status: 204 });
  expect(lookup).toHaveBeenCalledTimes(2);
});
