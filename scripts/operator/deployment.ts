/** Opens the stores of a deployment for its operator, past the API. @module */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { openQueue } from '#functions/queue/send.ts';
import { type ActingRuntime, openRuntime } from '#functions/runtime.ts';
import { openDatabase, openDirectory, openStores } from '#functions/store/index.ts';
import { startLocalCloud } from '#infra/local/cloud.ts';
import { StartFailure } from '#infra/local/start-failure.ts';
import type { OperatorTarget } from './options.ts';

/**
 * Does something with the stores of a deployment.
 * @throws StartFailure when the data folder is in use or holds nothing; whatever the work and the AWS SDK throw
 */
export async function withDeployment<T>(
  target: OperatorTarget,
  work: (runtime: ActingRuntime) => Promise<T>,
): Promise<T> {
  if (target.kind === 'aws') return await work(onAws(target));
  const dataDir = join(target.dataDir, 'cloud');
  if (!existsSync(dataDir)) {
    throw new StartFailure(`${target.dataDir} holds no data of npm start: look at the path.`);
  }
  const cloud = await startLocalCloud({ dataDir, port: 0, clock: false });
  try {
    return await work(openRuntime());
  } finally {
    await cloud.stop();
  }
}

function onAws({
  mainTable,
  operationsTable,
  sheetsQueueUrl,
}: Extract<OperatorTarget, { kind: 'aws' }>): ActingRuntime {
  const database = openDatabase(
    { main: mainTable, operations: operationsTable },
    Date.now,
    defaultProvider(),
  );
  return {
    directory: openDirectory(database),
    storesOf: (organisation) => openStores(database, organisation),
    sendToSheets:
      sheetsQueueUrl === undefined
        ? async () => {
            throw new Error('what the operator does touches no sheets');
          }
        : openQueue(sheetsQueueUrl),
    now: Date.now,
  };
}
