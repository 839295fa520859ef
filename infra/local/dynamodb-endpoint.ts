/** Tables at an endpoint that somebody else runs: DynamoDB itself, or what speaks like it. @module */

import { StartFailure } from './start-failure.ts';
import type { StoreKey } from './store-guard/store-key.ts';

/** Where the tables are, and the credentials for them. */
export interface DynamoDbEndpoint {
  url: string;
  region: string;
  key: StoreKey;
  /** Part of temporary credentials. */
  sessionToken?: string;
}

/**
 * The endpoint at an address, with the credentials and the region of the environment.
 * @throws StartFailure when the address is none, or the credentials are missing
 */
export function endpointAt(address: string, environment: NodeJS.ProcessEnv): DynamoDbEndpoint {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = environment;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new StartFailure(
      `--dynamodb takes the URL of a DynamoDB endpoint, such as http://127.0.0.1:8000, not "${address}".`,
    );
  }
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new StartFailure(
      '--dynamodb needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
    );
  }
  return {
    url: address,
    region: AWS_REGION || 'us-east-1',
    key: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}
