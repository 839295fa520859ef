import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { authorizerCacheSeconds, lambdas } from '#infra/lambdas.ts';
import { startGateway } from '#infra/local/gateway.ts';
import { gatewayLimits } from '#infra/local/gateway-limits.ts';
import { routeTable } from '#infra/local/router.ts';
import { gatewayRoutes } from '#infra/routes.ts';
import { contract } from '#shared/contract/index.ts';
import { capturedRequests, documentedEvent, unusedFields } from './fixtures/gateway-events.ts';
import { resources, templates } from './synthesised.ts';

let made: ReturnType<typeof templates>;
beforeAll(() => {
  made = templates();
});

const ofType = (type: string) => [...resources(made.api, type).values()].map(({ Properties }) => Properties);
const sorted = (texts: readonly unknown[]) => [...new Set(texts.map(String))].sort();

test('the local gateway serves the routes of the template, with the authorizer where the template has it', () => {
  const deployed = ofType('AWS::ApiGatewayV2::Route');
  const local = gatewayRoutes(contract);
  expect(sorted(deployed.map(({ RouteKey }) => RouteKey))).toEqual(sorted(local.map(({ key }) => key)));
  const guarded = deployed.filter(({ AuthorizationType }) => AuthorizationType === 'CUSTOM');
  expect(sorted(guarded.map(({ RouteKey }) => RouteKey))).toEqual(
    sorted(local.filter(({ authorized }) => authorized).map(({ key }) => key)),
  );
  const find = routeTable(local);
  for (const { key, method, path } of local) {
    const sample = path.replaceAll(/\{\w+\+?\}/g, 'x');
    expect(find(method === 'ANY' ? 'LINK' : method, sample)?.route.key).toBe(key);
  }
});

test('payload format, time-outs and the memory of the authorizer are those of the template', () => {
  for (const { PayloadFormatVersion, TimeoutInMillis = 30_000 } of ofType('AWS::ApiGatewayV2::Integration')) {
    expect([PayloadFormatVersion, TimeoutInMillis]).toEqual(['2.0', gatewayLimits.integrationMilliseconds]);
  }
  expect(ofType('AWS::ApiGatewayV2::Authorizer')).toEqual([
    expect.objectContaining({
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: authorizerCacheSeconds,
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.Authorization'],
    }),
  ]);
  for (const name of ['api', 'bridge', 'iclock', 'authorizer'] as const) {
    expect(lambdas[name].timeoutSeconds * 1000).toBeLessThan(gatewayLimits.integrationMilliseconds);
  }
});

/** The names of all fields with the kinds of their values; what is open in names counts as one. */
function shapeOf(value: unknown, path = ''): string[] {
  const open = ['.headers', '.queryStringParameters', '.pathParameters', '.requestContext.authorizer.lambda'];
  if (Array.isArray(value) || typeof value !== 'object' || value === null || open.includes(path)) {
    return [`${path}: ${Array.isArray(value) ? 'list' : typeof value}`];
  }
  return Object.entries(value).flatMap(([name, inner]) => shapeOf(inner, `${path}.${name}`));
}

async function aGatewayThatShows() {
  const events: Record<string, unknown>[] = [];
  const route = { method: 'ANY', service: 'api', authorized: false } as const;
  const gateway = await startGateway({
    routes: [
      { ...route, key: 'ANY /{proxy+}', path: '/{proxy+}' },
      {
        ...route,
        key: 'POST /v1/users/{userId}',
        path: '/v1/users/{userId}',
        method: 'POST',
        authorized: true,
      },
    ],
    invoke: async (name, event) => {
      if (name === 'authorizer') return { isAuthorized: true, context: { role: 'hr' } };
      events.push(event as Record<string, unknown>);
      return { statusCode: 200, body: '{}' };
    },
    port: 0,
    log: () => {},
  });
  onTestFinished(() => gateway.stop());
  return { url: gateway.url, events };
}

test('an event has the fields of the documented one, all of them, and no others', async () => {
  const { url, events } = await aGatewayThatShows();
  await fetch(`${url}/v1/users/7?a=1&a=2`, {
    method: 'POST',
    headers: { Cookie: 'a=1; b=2', Authorization: 'Bearer k', 'Content-Type': 'text/plain' },
    body: 'Hello',
  });
  expect(shapeOf(events[0]).sort()).toEqual(shapeOf(documentedEvent).sort());
  for (const field of unusedFields) expect(events[0]).not.toHaveProperty(field);
});

test.each(capturedRequests)('the path of $target arrives as it was captured on AWS', async (captured) => {
  const { target, ...seen } = captured;
  const { url, events } = await aGatewayThatShows();
  await fetch(url + target);
  expect(events[0]).toMatchObject(seen);
});
