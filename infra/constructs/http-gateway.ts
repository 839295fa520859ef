/** The HTTP API in front of the functions: every route of the contract, and the one for terminals. @module */

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
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
import { authorizerCacheSeconds } from '#infra/lambdas.ts';
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

/** The HTTP API: every route of the contract and the one for terminals, and nothing else. */
export class HttpGateway extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, functions: HttpGatewayFunctions) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Rollcall: people, integrations and bridges',
      createDefaultStage: false,
    });
    const authorizer = new HttpLambdaAuthorizer('Authorizer', functions.authorizer.function, {
      // Without the route key a verdict for one route would be taken for all.
      identitySource: ['$request.header.Authorization', '$context.routeKey'],
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
    for (const route of gatewayRoutes(contract)) {
      const [added] = this.api.addRoutes({
        path: route.path,
        methods: [route.method as HttpMethod],
        integration: behind[route.service],
        authorizer: route.authorized ? authorizer : new HttpNoneAuthorizer(),
      });
      if (added && !route.authorized) acknowledgeOpenRoute(added, route);
    }
    this.addStage();
  }

  private addStage(): void {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.addStage('DefaultStage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
  }
}

function acknowledgeOpenRoute(added: HttpRoute, route: GatewayRoute): void {
  const reasons: Record<GatewayRoute['service'], string> = {
    bridge:
      'The function checks the signature (RFC 9421) or the enrolment token itself: an authorizer never sees the body.',
    iclock:
      'Terminals carry no credential of ours: the function accepts only registered serials, from their networks and with their key.',
    api: 'Public by the contract: it says whether the service is up, and nothing else.',
  };
  Validations.of(added).acknowledge({ id: 'AwsSolutions-APIG4', reason: reasons[route.service] });
}
