/** Signs one request to DynamoDB, sends it, and waits for its answer. @module */

import http from 'node:http';
import https from 'node:https';
import { DynamoDbFailure } from './dynamodb-failure.ts';
import { type Credentials, signedHeaders } from './request-signature.ts';

/** Gives the credentials as they are now; called for each request. */
export type CredentialsSource = () => Credentials | Promise<Credentials>;

const settings = { keepAlive: true, maxSockets: 100 };
const agents = { plain: new http.Agent(settings), secure: new https.Agent(settings) };

/** Silence after which a connection counts as broken; DynamoDB itself gives up on a request earlier. */
const longestSilenceMilliseconds = 20_000;

const contentType = 'application/x-amz-json-1.0';

/** The credentials that Lambda, or the command that starts the cloud on one machine, has put into the environment. */
export function credentialsOfEnvironment(): Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error(
      'The environment names no credentials for DynamoDB: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/** Where DynamoDB is. */
export interface Endpoint {
  region: string;
  /** As it is signed, with the port where it is not the usual one. */
  host: string;
  /** What Node needs to send requests there. */
  options: http.RequestOptions & { path: string };
  isPlain: boolean;
}

/** Where the environment says that DynamoDB is: an endpoint of its own, or Amazon's in the region. */
export function endpointOfEnvironment(): Endpoint {
  const { AWS_ENDPOINT_URL_DYNAMODB: own, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (!region) throw new Error('The environment names no region for DynamoDB: set AWS_REGION.');
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const { protocol, hostname, port, host, pathname } = new URL(own || `https://dynamodb.${region}.${suffix}`);
  const isPlain = protocol === 'http:';
  return {
    region,
    host,
    isPlain,
    options: {
      method: 'POST',
      // An address of version 6 has no brackets here.
      hostname: hostname.replace(/^\[|\]$/g, ''),
      ...(port === '' ? {} : { port }),
      path: pathname,
      agent: isPlain ? agents.plain : agents.secure,
      timeout: longestSilenceMilliseconds,
    },
  };
}

/** Sends what is signed. @returns the status and the body of the answer */
function exchange(
  { isPlain, options }: Endpoint,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = (isPlain ? http : https).request({ ...options, headers });
    const fail = (cause: Error) => reject(DynamoDbFailure.withoutAnswer(cause));
    request.on('error', fail);
    request.on('timeout', () => request.destroy(new Error('DynamoDB does not answer')));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', fail);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.end(body);
  });
}

/**
 * Asks DynamoDB for one operation, once.
 * @param operation - as the API reference names it
 * @param body - the request as JSON
 * @returns the answer as it came
 * @throws DynamoDbFailure when it refuses, or does not answer
 */
export async function askDynamoDb(
  endpoint: Endpoint,
  operation: string,
  body: string,
  credentials: Credentials,
): Promise<object> {
  const { region, host, options } = endpoint;
  const headers = signedHeaders(
    {
      region,
      host,
      path: options.path,
      headers: { 'content-type': contentType, 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body,
    },
    credentials,
    Date.now(),
  );
  const { status, text } = await exchange(endpoint, headers, body);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // What is not DynamoDB, such as a proxy on the way, speaks for itself.
    throw DynamoDbFailure.answered(status, {});
  }
  if (status !== 200 || typeof answer !== 'object' || answer === null) {
    throw DynamoDbFailure.answered(status, answer);
  }
  return answer;
}
