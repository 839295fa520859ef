/** Starts Amazon's DynamoDB Local, which runs on Java. @module */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** There is no Java on this machine. */
export class JavaMissing extends Error {
  override readonly name = 'JavaMissing';

  constructor() {
    super(
      'DynamoDB Local needs Java 17 or later: "java -version" did not run. Install a Java runtime, or leave it out.',
    );
  }
}

/** DynamoDB Local while it runs. */
export interface DynamoDbLocal {
  url: string;
  stop(): Promise<void>;
}

const patienceMilliseconds = 120_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const began = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`DynamoDB Local ended with ${child.exitCode}.`);
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (performance.now() - began > patienceMilliseconds) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/**
 * Starts DynamoDB Local in memory, on a port of its own. It listens on every interface: there is no option for that.
 * @throws JavaMissing
 */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  if (spawnSync('java', ['-version'], { stdio: 'ignore' }).status !== 0) throw new JavaMissing();
  const folder = join(
    dirname(fileURLToPath(import.meta.resolve('amplify-dynamodb-simulator/package.json'))),
    'emulator',
  );
  const port = await freePort();
  const child = spawn(
    'java',
    [
      '-Xmx1g',
      `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(folder, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-port',
      String(port),
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.kill();
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilItAnswers(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
