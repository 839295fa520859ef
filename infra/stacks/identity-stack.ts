/** The CDK stack of people's accounts: a Cognito user pool with a group for each role, and the console as its only client. @module */

import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { IssuerChoice } from '#infra/sign-in-variables.ts';
import { PersonRole } from '#shared/contract/sign-in.ts';

/** What a deployment chooses of its accounts. */
export interface PoolChoice {
  /** The first part of the address of the sign-in pages, which is unique in its region. */
  domainPrefix: string;
  /** Where the console is: origins, without a slash at the end. */
  consoleUrls: readonly [string, ...string[]];
  /** Whether everybody needs a second factor, an app that makes codes; otherwise who wants one has one. */
  requireMfa: boolean;
}

/** What a deployment may choose. */
export interface IdentityStackProps extends StackProps {
  pool: PoolChoice;
}

const roleDescriptions: Record<PersonRole, string> = {
  admin: 'May do everything in Rollcall',
  hr: 'Corrects, plans, downloads and exports in Rollcall',
  viewer: 'Reads in Rollcall',
};

/** The accounts of people, in a stack of their own that is protected against deletion, as the tables are. */
export class IdentityStack extends Stack {
  /** What the functions need to know of it. */
  readonly choice: IssuerChoice;
  /** The origins that a browser connects to for signing in, for the console's `connect-src`. */
  readonly connectSources: readonly string[];

  constructor(scope: Construct, id: string, { pool: chosen, ...props }: IdentityStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const pool = this.makePool(chosen);
    for (const role of PersonRole.options) {
      pool.addGroup(`${role}Group`, { groupName: role, description: roleDescriptions[role] });
    }
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: chosen.domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const client = this.makeClient(pool, chosen);
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    const [console] = chosen.consoleUrls;
    this.choice = {
      issuer: pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      signOutUrl: `${domain.baseUrl()}/logout?client_id=${client.userPoolClientId}&logout_uri=${encodeURIComponent(`${console}/`)}`,
    };
    this.connectSources = [`https://cognito-idp.${this.region}.${this.urlSuffix}`, domain.baseUrl()];
    new CfnOutput(this, 'UserPool', { value: pool.userPoolId, description: 'Where accounts are made' });
    new CfnOutput(this, 'SignInSources', {
      value: this.connectSources.join(' '),
      description: "What the console's connect-src names besides its own origin",
    });
  }

  private makePool({ requireMfa }: PoolChoice): UserPool {
    const pool = new UserPool(this, 'People', {
      featurePlan: FeaturePlan.ESSENTIALS,
      // An account is a way to the hours of everybody: administrators make them.
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: true, mutable: true },
      },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: requireMfa ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The plus plan adds threat protection at a price for each account; a deployment that wants it raises the plan.',
    });
    if (!requireMfa) {
      Validations.of(pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason: 'The deployment has chosen that a second factor is up to each person (requireMfa=false).',
      });
    }
    return pool;
  }

  private makeClient(pool: UserPool, { consoleUrls }: PoolChoice): UserPoolClient {
    return pool.addClient('Console', {
      // A browser keeps no secret: the code flow with PKCE takes its place.
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: consoleUrls.map((url) => `${url}/signed-in`),
        logoutUrls: consoleUrls.map((url) => `${url}/`),
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      // A working day.
      refreshTokenValidity: Duration.hours(12),
    });
  }
}
