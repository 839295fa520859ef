/** The HTTP APIs in front of the functions: one with every route of the contract, and one for terminals that push. @module */

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  authorizerCacheSeconds,
  defaultLimit,
  type RouteLimit,
  routeLimits,
  terminalLimit,
} from '#infra/lambdas.ts';
import { type GatewayRoute, gatewayRoutes } from '#infra/routes.ts';
import { contract } from '#shared/contract/index.ts';
import type { RollcallFunction } from './rollcall-function.ts';

/** The functions behind the gateway. */
export interface HttpGatewayFunctions {
  api: RollcallFunction;
  bridge: RollcallFunction;
  iclock: RollcallFunction;
  authorizer: RollcallFunction;
}

/** One line of the access log; it holds neither a header nor a query, and so no secret and no name. */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  integrationLatencyMilliseconds: '$context.integrationLatency',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  sourceIp: '$context.identity.sourceIp',
};

/** What a deployment may choose of its gateways. */
export interface HttpGatewayOptions {
  /** Whether CloudWatch gets metrics of each route, which cost more than all requests of a small company. */
  detailedMetrics: boolean;
  /** Whether terminals may also push to the address of people and bridges, as they did before they had one of their own. */
  terminalsOnMainApi: boolean;
}

/**
 * Two HTTP APIs: one for people, integrations and bridges with every route of the contract, and one under a host name of its own
 * for terminals that push, which carry no credential of ours. A flood on the second leaves the first alone.
 */
export class HttpGateway extends Construct {
  readonly api: HttpApi;
  readonly terminals: HttpApi;

  constructor(scope: Construct, id: string, functions: HttpGatewayFunctions, options: HttpGatewayOptions) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Rollcall: people, integrations and bridges',
      createDefaultStage: false,
    });
    this.terminals = new HttpApi(this, 'Terminals', {
      description: 'Rollcall: terminals that push',
      createDefaultStage: false,
    });
    const authorizer = new HttpLambdaAuthorizer('Authorizer', functions.authorizer.function, {
      // The answer says who is calling and nothing of the route, so one serves all routes: see decision 0003.
      identitySource: ['$request.header.Authorization'],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: Duration.seconds(authorizerCacheSeconds),
    });
    // A permission per route would make the functions' policies larger than the 20 KB that Lambda allows.
    const behind = {
      api: new HttpLambdaIntegration('ToApi', functions.api.function, { scopePermissionToRoute: false }),
      bridge: new HttpLambdaIntegration('ToBridge', functions.bridge.function, {
        scopePermissionToRoute: false,
      }),
      iclock: new HttpLambdaIntegration('ToIclock', functions.iclock.function, {
        scopePermissionToRoute: false,
      }),
    };
    // An integration belongs to one API.
    const toTerminals = new HttpLambdaIntegration('ToTerminals', functions.iclock.function, {
      scopePermissionToRoute: false,
    });
    const limited: HttpRoute[] = [];
    for (const route of gatewayRoutes(contract)) {
      for (const api of this.apisOf(route, options)) {
        const [added] = api.addRoutes({
          path: route.path,
          methods: [route.method as HttpMethod],
          integration: api === this.api ? behind[route.service] : toTerminals,
          authorizer: route.authorized ? authorizer : new HttpNoneAuthorizer(),
        });
        if (added && !route.authorized) acknowledgeOpenRoute(added, route);
        if (added && routeLimits[route.key] !== undefined) limited.push(added);
      }
    }
    this.addStage(this.api, defaultLimit, options, limited);
    this.addStage(this.terminals, terminalLimit, options, []);
  }

  private apisOf({ service }: GatewayRoute, { terminalsOnMainApi }: HttpGatewayOptions): HttpApi[] {
    if (service !== 'iclock') return [this.api];
    return terminalsOnMainApi ? [this.terminals, this.api] : [this.terminals];
  }

  private addStage(
    api: HttpApi,
    { perSecond, burst }: RouteLimit,
    { detailedMetrics }: HttpGatewayOptions,
    limited: readonly HttpRoute[],
  ): void {
    const accessLog = new LogGroup(this, api === this.api ? 'AccessLog' : 'TerminalAccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = api.addStage('DefaultStage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: perSecond, burstLimit: burst },
      detailedMetricsEnabled: detailedMetrics,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    const deployed = stage.node.defaultChild;
    if (!(deployed instanceof CfnStage) || limited.length === 0) return;
    deployed.routeSettings = Object.fromEntries(
      Object.entries(routeLimits).map(([key, limit]) => [
        key,
        { ThrottlingRateLimit: limit.perSecond, ThrottlingBurstLimit: limit.burst },
      ]),
    );
    // The stage refuses settings of a route that is not there yet.
    for (const route of limited) stage.node.addDependency(route);
  }
}

function acknowledgeOpenRoute(added: HttpRoute, route: GatewayRoute): void {
  const reasons: Record<GatewayRoute['service'], string> = {
    bridge:
      'The function checks the signature (RFC 9421) or the enrolment token itself: an authorizer never sees the body.',
    iclock:
      'Terminals carry no credential of ours: the function accepts only registered serials, from their networks and with their key.',
    api: 'Public by the contract: whether the service is up, where people sign in, or what the signed token of a link in a mail names.',
  };
  Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason: reasons[route.service] });
}
