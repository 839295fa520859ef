/** Serves a simulated 4370 terminal over TCP. @module */

import { createServer, type Server, type Socket } from 'node:net';
import { SimulatedConnection } from '#bridge/simulator/connection.ts';
import { behaviourNow, type SimulatedDevice } from '#bridge/simulator/device.ts';
import { FrameWriter } from '#bridge/simulator/frame-writer.ts';
import { FrameReader } from '#bridge/terminals/zk/index.ts';

/** One transport of a simulated terminal, listening. */
export interface SimulatorListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves a simulated terminal over TCP. */
export async function listenTcp(
  device: SimulatedDevice,
  connections: Set<SimulatedConnection>,
  port: number,
  host: string,
): Promise<SimulatorListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    accept(socket, device, connections);
  });
  await listen(server, port, host);
  const bound = server.address();
  const boundPort = bound !== null && typeof bound === 'object' ? bound.port : port;
  if (device.behaviour.refuse) await stop(server);
  return {
    port: boundPort,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await stop(server);
    },
  };
}

function accept(socket: Socket, device: SimulatedDevice, connections: Set<SimulatedConnection>): void {
  const { behaviour, stats } = device;
  stats.connections += 1;
  // A client may vanish at any time; the close that follows is all that matters.
  socket.on('error', () => undefined);
  if (behaviour.reset || (behaviour.secondClientReset && connections.size > 0)) {
    socket.resetAndDestroy();
    return;
  }
  if (behaviour.accessPanel) {
    socket.end(Buffer.from('aa0100000000000055', 'hex'));
    return;
  }
  const onGone = (): void => {
    connections.delete(connection);
    stats.openConnections = connections.size;
  };
  const connection = new SimulatedConnection({
    device,
    session: device.nextSession(),
    transport: 'tcp',
    writer: new FrameWriter(socket, behaviourNow(device)),
    hangUp: () => socket.destroy(),
    onGone,
  });
  connections.add(connection);
  stats.openConnections = connections.size;
  socket.on('close', onGone);
  const reader = new FrameReader((packet) => connection.serve(packet));
  socket.on('data', (bytes) => {
    if (reader.push(bytes) !== undefined) socket.destroy();
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
