/** Gateways for tests, which are stopped after each, and a socket to speak to them byte by byte. @module */

import { connect } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach } from 'vitest';
import type { GatewayRoute } from '#infra/routes.ts';
import { type Gateway, type GatewayOptions, startGateway } from '../gateway.ts';
import { type LambdaHandler, type LambdaHandlers, lambdaCaller } from '../lambda.ts';

const open: Gateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.stop();
});

/** A route of the gateway. */
export function aRoute(
  key: `${GatewayRoute['method']} /${string}`,
  changes: Partial<GatewayRoute> = {},
): GatewayRoute {
  const [method, path] = key.split(' ') as [GatewayRoute['method'], GatewayRoute['path']];
  return { key, method, path, service: 'api', authorized: false, ...changes };
}

/** The routes of a gateway that is told no others. */
export const routes = [
  aRoute('GET /v1/users'),
  aRoute('GET /v1/users/unknown'),
  aRoute('GET /v1/users/{userId}'),
  aRoute('PUT /v1/users/{userId}/days/{date}'),
  aRoute('POST /bridge/v1/punches', { service: 'bridge' }),
  aRoute('GET /v1/me', { authorized: true }),
  aRoute('GET /v1/audit', { authorized: true }),
];

/** A gateway whose functions answer what a test wants, and which keeps the events that they got. */
export async function aGateway(
  changes: Partial<LambdaHandlers> = {},
  options: { timeoutMilliseconds?: number } & Partial<GatewayOptions> = {},
) {
  const { timeoutMilliseconds, ...gatewayOptions } = options;
  const events: APIGatewayProxyEventV2[] = [];
  const asked: APIGatewayRequestAuthorizerEventV2[] = [];
  const keep = (answer: LambdaHandler): LambdaHandler => {
    return (event, context) => {
      events.push(event as APIGatewayProxyEventV2);
      return answer(event, context);
    };
  };
  const authorizer = changes.authorizer ?? (() => ({ isAuthorized: true, context: { role: 'hr' } }));
  const handlers: LambdaHandlers = {
    tick: () => undefined,
    sheets: () => undefined,
    gather: () => undefined,
    exports: () => undefined,
    imports: () => undefined,
    deliveries: () => undefined,
    api: keep(changes.api ?? (() => ({ statusCode: 200, body: '{}' }))),
    bridge: keep(changes.bridge ?? (() => ({ statusCode: 204 }))),
    iclock: keep(changes.iclock ?? (() => ({ statusCode: 200, body: 'OK' }))),
    authorizer: (event, context) => {
      asked.push(event as APIGatewayRequestAuthorizerEventV2);
      return authorizer(event, context);
    },
  };
  const log: string[] = [];
  const gateway = await startGateway({
    routes,
    invoke: lambdaCaller(handlers, timeoutMilliseconds),
    port: 0,
    log: (line) => void log.push(line),
    ...gatewayOptions,
  });
  open.push(gateway);
  return { ...gateway, events, asked, log };
}

/** Writes bytes into a socket and reads until the other side closes. */
export function speak(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
}
