/** One Lambda function with a role and a log group of its own. @module */

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type LambdaDefinition, type LambdaName, type LambdaVariables, lambdas } from '#infra/lambdas.ts';

/** What a deployment chooses of its functions. */
export interface FunctionChoices {
  /** Whether instances are kept for it; an account that may have few has none to keep. */
  reserves: boolean;
  logDays: RetentionDays;
}

/** One of our functions with a role and a log group of its own. It may do nothing but write its log. */
export class RollcallFunction extends Construct {
  readonly name: LambdaName;
  readonly role: Role;
  readonly function: LambdaFunction;

  readonly logGroup: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    name: LambdaName,
    code: Code,
    environment: LambdaVariables,
    { reserves, logDays }: FunctionChoices,
  ) {
    super(scope, id);
    this.name = name;
    const { memoryMegabytes, timeoutSeconds, reservedConcurrency }: LambdaDefinition = lambdas[name];
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup = new LogGroup(this, 'Log', {
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logGroup.grantWrite(this.role);
    this.function = new LambdaFunction(this, 'Function', {
      description: `Rollcall ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code,
      role: this.role,
      logGroup: this.logGroup,
      memorySize: memoryMegabytes,
      timeout: Duration.seconds(timeoutSeconds),
      ...(reserves && reservedConcurrency !== undefined
        ? { reservedConcurrentExecutions: reservedConcurrency }
        : {}),
      environment: { ...environment },
    });
  }
}
