/** Serves a simulated 4370 terminal over UDP. @module */

import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { SimulatedConnection } from '#bridge/simulator/connection.ts';
import { DatagramWriter } from '#bridge/simulator/datagram-writer.ts';
import { behaviourNow, type SimulatedDevice } from '#bridge/simulator/device.ts';
import { seededNumbers } from '#bridge/simulator/seeded-numbers.ts';
import type { SimulatorListener } from '#bridge/simulator/tcp-server.ts';
import { packetHeaderBytes, readPacket } from '#bridge/terminals/zk/index.ts';

const connectCommand = 1000;

/** Serves a simulated terminal over UDP. A client is known by its address from its CONNECT until its EXIT. */
export async function listenUdp(
  device: SimulatedDevice,
  connections: Set<SimulatedConnection>,
  port: number,
  host: string,
): Promise<SimulatorListener> {
  const { behaviour, stats } = device;
  const chance = seededNumbers(device.seed);
  const clients = new Map<string, SimulatedConnection>();
  const socket = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
  let open = true;

  const clientOf = (address: string, clientPort: number): SimulatedConnection => {
    const key = `${address}:${clientPort}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    stats.connections += 1;
    const transmit = (datagram: Buffer): void => {
      if (open) socket.send(datagram, clientPort, address);
    };
    const onGone = (): void => {
      clients.delete(key);
      connections.delete(connection);
      stats.openConnections = connections.size;
    };
    const connection = new SimulatedConnection({
      device,
      session: device.nextSession(),
      transport: 'udp',
      writer: new DatagramWriter(transmit, behaviourNow(device), stats, chance),
      hangUp: onGone,
      onGone,
    });
    clients.set(key, connection);
    connections.add(connection);
    stats.openConnections = connections.size;
    return connection;
  };

  socket.on('message', (datagram, { address, port: clientPort }) => {
    if (datagram.length < packetHeaderBytes || behaviour.refuse || behaviour.reset) return;
    if (behaviour.accessPanel) {
      socket.send(Buffer.from('aa0100000000000055', 'hex'), clientPort, address);
      return;
    }
    if (chance() < behaviour.udpLoss) {
      stats.datagramsLost += 1;
      return;
    }
    const packet = readPacket(datagram, 0, datagram.length);
    const known = clients.has(`${address}:${clientPort}`);
    // A terminal that serves another client leaves a second one without an answer.
    const busy = behaviour.secondClientReset && connections.size > 0;
    if (!known && (packet.command !== connectCommand || busy)) return;
    clientOf(address, clientPort).serve(packet);
  });
  await bind(socket, port, host);
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        open = false;
        socket.close(() => resolve());
      }),
  };
}

function bind(socket: Socket, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
