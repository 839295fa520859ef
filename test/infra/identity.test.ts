import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '#functions/environment.ts';
import type { DeploymentSettings } from '#infra/config/deployment.ts';
import { tokenReaders } from '#infra/lambdas.ts';
import { signInVariables } from '#infra/sign-in-variables.ts';
import type { PoolChoice } from '#infra/stacks/identity-stack.ts';
import { buildTestApp, resources } from './synthesised.ts';

const pool = {
  domainPrefix: 'sample-company-rollcall',
  consoleUrls: ['https://rollcall.example.com', 'http://localhost:5173'],
  requireMfa: false,
} satisfies PoolChoice;

/** The templates of an app with these choices. Throws when a rule of cdk-nag is broken. */
function synthesised(signIn: DeploymentSettings['signIn']) {
  const { app, identity, api } = buildTestApp({ signIn });
  app.synth();
  return {
    identity: identity && { stack: identity, template: Template.fromStack(identity) },
    service: Template.fromStack(api),
  };
}

/** The variables about signing in of each function that has any. */
function variablesOf(service: Template): Record<string, Record<string, unknown>> {
  const functions = [...resources(service, 'AWS::Lambda::Function')].map(([id, { Properties }]) => {
    const { Environment: { Variables = {} } = {} } = Properties as {
      Environment?: { Variables?: Record<string, unknown> };
    };
    const named = Object.entries(Variables).filter(([name]) => name.startsWith('OIDC_'));
    return [id.replace(/Function.*/, '').toLowerCase(), Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(functions.filter(([, variables]) => Object.keys(variables).length > 0));
}

describe('without a choice', () => {
  test('there are no accounts, and the functions say so', () => {
    const { identity, service } = synthesised('none');
    expect(identity).toBeUndefined();
    const variables = variablesOf(service);
    expect(Object.keys(variables).sort()).toEqual([...tokenReaders].sort());
    expect(variables.api).toMatchObject({ OIDC_ISSUER: '', OIDC_CLIENT_ID: '' });
  });
});

describe('with a user pool', () => {
  const { identity, service } = synthesised({ pool });
  const deployed = () => [...resources(identity?.template as Template, 'AWS::Cognito::UserPool').values()][0];

  test('accounts are kept, protected, made by administrators, and have long passwords', () => {
    expect(identity?.stack.terminationProtection).toBe(true);
    expect(deployed()?.DeletionPolicy).toBe('Retain');
    expect(deployed()?.Properties).toMatchObject({
      DeletionProtection: 'ACTIVE',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
  });

  test('has a group for each role', () => {
    const groups = [...resources(identity?.template as Template, 'AWS::Cognito::UserPoolGroup').values()];
    expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual(['admin', 'hr', 'viewer']);
  });

  test('has one client, without a secret, for the code flow alone', () => {
    const clients = [...resources(identity?.template as Template, 'AWS::Cognito::UserPoolClient').values()];
    expect(clients).toHaveLength(1);
    expect(clients[0]?.Properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      CallbackURLs: ['https://rollcall.example.com/signed-in', 'http://localhost:5173/signed-in'],
      LogoutURLs: ['https://rollcall.example.com/', 'http://localhost:5173/'],
      SupportedIdentityProviders: ['COGNITO'],
      AccessTokenValidity: 15,
      RefreshTokenValidity: 720,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('api and authorizer know the pool, and no other function', () => {
    const variables = variablesOf(service);
    expect(Object.keys(variables).sort()).toEqual(['api', 'authorizer']);
    expect(variables.api).toEqual(variables.authorizer);
    expect(JSON.stringify(variables.api?.OIDC_ISSUER)).toContain('RollcallIdentity');
    expect(JSON.stringify(variables.api?.OIDC_SIGN_OUT_URL)).toContain(
      'logout_uri=https%3A%2F%2Frollcall.example.com%2F',
    );
  });

  test('a second factor can be required of everybody', () => {
    const required = synthesised({ pool: { ...pool, requireMfa: true } }).identity?.template as Template;
    const [made] = resources(required, 'AWS::Cognito::UserPool').values();
    expect(made?.Properties.MfaConfiguration).toBe('ON');
  });
});

describe('with another issuer', () => {
  const issuer = {
    url: 'https://sign-in.example.com/',
    clientId: 'console',
    audience: 'rollcall',
    groupsClaim: 'realm_access.roles',
  };

  test('there is no pool, and the functions know the issuer', () => {
    const { identity, service } = synthesised({ issuer });
    expect(identity).toBeUndefined();
    expect(variablesOf(service).authorizer).toEqual({
      OIDC_ISSUER: 'https://sign-in.example.com/',
      OIDC_CLIENT_ID: 'console',
      OIDC_AUDIENCE: 'rollcall',
      OIDC_GROUPS_CLAIM: 'realm_access.roles',
      OIDC_SCOPES: 'openid profile email',
      OIDC_SIGN_OUT_URL: '',
      OIDC_ORGANISATION: 'default',
    });
  });
});

test('the functions read what the stacks write', () => {
  const rest = { MAIN_TABLE: 'm', OPERATIONS_TABLE: 'o', SHEETS_QUEUE_URL: 'https://sqs.example.com/q' };
  const read = (choice: Parameters<typeof signInVariables>[0]) =>
    readEnvironment({ ...rest, ...signInVariables(choice) }).signIn;
  expect(read(undefined)).toBeUndefined();
  expect(read({ issuer: 'https://sign-in.example.com', clientId: 'console' })).toEqual({
    issuer: 'https://sign-in.example.com',
    clientId: 'console',
    audience: 'console',
    groupsClaim: 'cognito:groups',
    scopes: ['openid', 'profile', 'email'],
    signOutUrl: undefined,
    organisation: 'default',
  });
  expect(() => read({ issuer: 'https://sign-in.example.com', clientId: '' })).toThrow('OIDC_CLIENT_ID');
  expect(() => read({ issuer: 'http://sign-in.example.com', clientId: 'console' })).toThrow('OIDC_ISSUER');
});
