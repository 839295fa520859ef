/** The HTTP APIs in front of the functions: one with every route of the contract, and one for terminals that push. @module */

import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  DomainName,
  HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Deployment } from '#infra/config/deployment.ts';
import { authorizerCacheSeconds, routeLimits } from '#infra/lambdas.ts';
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

/** What a deployment chooses of its gateways. */
export interface HttpGatewayOptions {
  limits: Deployment['limits'];
  logDays: RetentionDays;
  /** Domains of one's own. */
  domains: Pick<Deployment['api'], 'people' | 'terminals'>;
}

/**
 * Two HTTP APIs: one for people, integrations and bridges with every route of the contract, and one under a host name of its own
 * for terminals that push, which carry no credential of ours. A flood on the second leaves the first alone.
 */
export class HttpGateway extends Construct {
  readonly api: HttpApi;
  readonly terminals: HttpApi;
  /** The domains of one's own, by whose they are. */
  readonly domains = new Map<'people' | 'terminals', { name: string; target: string }>();

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
    this.addStage('people', options, limited);
    this.addStage('terminals', options, []);
  }

  /** Where both APIs are: under the domain of one's own, where there is one. */
  get addresses(): { people: string; terminals: string } {
    const of = (which: 'people' | 'terminals', api: HttpApi) => {
      const domain = this.domains.get(which);
      return domain === undefined ? api.apiEndpoint : `https://${domain.name}`;
    };
    return { people: of('people', this.api), terminals: of('terminals', this.terminals) };
  }

  private apisOf(
    { service }: GatewayRoute,
    { limits: { terminalsOnMainApi } }: HttpGatewayOptions,
  ): HttpApi[] {
    if (service !== 'iclock') return [this.api];
    return terminalsOnMainApi ? [this.terminals, this.api] : [this.terminals];
  }

  private addDomain(
    which: 'people' | 'terminals',
    chosen: Deployment['api']['people'],
  ): DomainName | undefined {
    if (chosen === 'none') return undefined;
    const id = which === 'people' ? 'Domain' : 'TerminalDomain';
    const domain = new DomainName(this, id, {
      domainName: chosen.domain,
      certificate: Certificate.fromCertificateArn(this, `${id}Certificate`, chosen.certificate),
    });
    this.domains.set(which, { name: chosen.domain, target: domain.regionalDomainName });
    return domain;
  }

  private addStage(
    which: 'people' | 'terminals',
    { limits, logDays, domains }: HttpGatewayOptions,
    limited: readonly HttpRoute[],
  ): void {
    const api = which === 'people' ? this.api : this.terminals;
    const { perSecond, burst } = limits[which];
    const domainName = this.addDomain(which, domains[which]);
    const accessLog = new LogGroup(this, which === 'people' ? 'AccessLog' : 'TerminalAccessLog', {
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = api.addStage('DefaultStage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: perSecond, burstLimit: burst },
      detailedMetricsEnabled: limits.detailedMetrics,
      ...(domainName === undefined ? {} : { domainMapping: { domainName } }),
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFormat)),
      },
    });
    const deployed = stage.node.defaultChild;
    if (!(deployed instanceof CfnStage) || limited.length === 0) return;
    deployed.routeSettings = Object.fromEntries(
      Object.entries(routeLimits).map(([key, usual]): [string, object] => {
        const limit = limits.routes[key] ?? usual;
        return [key, { ThrottlingRateLimit: limit.perSecond, ThrottlingBurstLimit: limit.burst }];
      }),
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
