import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in Lambda bundles. In a Lambda function the credentials of its
 * role are in the environment and nowhere else, so the providers for SSO, profiles, processes, web identities, containers
 * and instance metadata are dead weight there: a third of the smallest bundle.
 * @returns the provider that SDK clients ask for credentials
 */
export function defaultProvider(): ReturnType<typeof fromEnv> {
  return fromEnv();
}
