/** The CDK stack of the web console. @module */

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { type ConsoleDomain, ConsoleSite } from '#infra/constructs/console-site.ts';

/** What a deployment of the console needs, and what it may choose. */
export interface ConsoleStackProps extends StackProps {
  api: HttpApi;
  /** What CloudFront shows to the API. */
  edgeSecret: Secret;
  /** The folder of the built console. */
  files: string;
  logDays: RetentionDays;
  /** Addresses that the console may ask for tokens. */
  issuers: readonly string[];
  /** Origins of the deployment's own accounts. */
  accountOrigins?: readonly string[];
  domain?: ConsoleDomain;
}

/** The console, in a stack of its own: who works by the API alone leaves it out. */
export class ConsoleStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { api, edgeSecret, files, logDays, issuers, accountOrigins = [], domain, ...props }: ConsoleStackProps,
  ) {
    super(scope, id, props);
    const { distribution } = new ConsoleSite(this, 'Console', {
      api,
      edgeSecret,
      files,
      logDays,
      issuers,
      accountOrigins,
      ...(domain === undefined ? {} : { domain }),
    });
    new CfnOutput(this, 'ConsoleUrl', {
      value: `https://${domain?.name ?? distribution.distributionDomainName}/`,
      description: 'Address of the console',
    });
    if (domain !== undefined) {
      new CfnOutput(this, 'ConsoleDomainTarget', {
        value: distribution.distributionDomainName,
        description: `What ${domain.name} must point to, by a CNAME or an alias`,
      });
    }
  }
}
