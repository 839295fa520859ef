/** The CDK stack of what answers callers: the functions behind the gateway, and its two HTTP APIs. @module */

import { CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Deployment } from '#infra/config/deployment.ts';
import { addFunctions, commonVariables, type FunctionProps } from '#infra/constructs/functions.ts';
import { HttpGateway } from '#infra/constructs/http-gateway.ts';
import type { RollcallFunction } from '#infra/constructs/rollcall-function.ts';
import { type AnsweringName, answeringNames } from '#infra/lambdas.ts';

/** What a deployment may choose of its APIs. */
export interface ApiStackProps extends StackProps, FunctionProps {
  /** Domains of one's own. */
  domains: Pick<Deployment['api'], 'people' | 'terminals'>;
  hasConsole: boolean;
}

function makeEdgeSecret(stack: Stack): Secret {
  const secret = new Secret(stack, 'EdgeSecret', {
    description: "Rollcall: the console's CloudFront shows it, and is believed whom it serves",
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Who had it could hide from a limit on guesses of 256 bits. CloudFront and the function would have to change at one moment.',
  });
  return secret;
}

/** What answers people, integrations, bridges and terminals. It holds no data, and can be built again. */
export class ApiStack extends Stack {
  readonly functions: Record<AnsweringName, RollcallFunction>;
  /** The API of people, integrations and bridges. */
  readonly api: HttpApi;
  /** What the console's CloudFront shows to the API; absent without a console, because each secret costs. */
  readonly edgeSecret: Secret | undefined;
  /** The API of terminals that push. */
  readonly terminals: HttpApi;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    this.edgeSecret = props.hasConsole ? makeEdgeSecret(this) : undefined;
    this.functions = addFunctions(this, answeringNames, {
      ...props,
      ...(this.edgeSecret === undefined ? {} : { edgeSecret: this.edgeSecret }),
    });
    const gateway = new HttpGateway(this, 'Gateway', this.functions, {
      limits: props.limits,
      logDays: props.retention.logDays,
      domains: props.domains,
    });
    this.api = gateway.api;
    this.terminals = gateway.terminals;

    new CfnOutput(this, 'Url', { value: gateway.addresses.people, description: 'Address of the API' });
    new CfnOutput(this, 'TerminalUrl', {
      value: gateway.addresses.terminals,
      description: 'Server address for terminals that push',
    });
    for (const [which, { name, target }] of gateway.domains) {
      new CfnOutput(this, `${which === 'people' ? '' : 'Terminal'}DomainTarget`, {
        value: target,
        description: `What ${name} must point to, by a CNAME or an alias`,
      });
    }
    // What `npm run first-key` asks for.
    const environment = commonVariables(this, props);
    new CfnOutput(this, 'MainTable', { value: environment.MAIN_TABLE });
    new CfnOutput(this, 'OperationsTable', { value: environment.OPERATIONS_TABLE });
    new CfnOutput(this, 'SheetsQueueUrl', { value: environment.SHEETS_QUEUE_URL });
  }
}
