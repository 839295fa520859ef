/** Replaces the AWS SDK's credential chain in Lambda bundles: the role's credentials are in the environment. @module */

/** Credentials as the AWS SDK wants them. */
interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in Lambda bundles. In a Lambda function the credentials of its
 * role are in the environment and nowhere else, so the providers for SSO, profiles, processes, web identities, containers
 * and instance metadata are dead weight there: 135 KB of every bundle.
 * @returns the provider that SDK clients ask for credentials; it rejects when there are none
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async function credentialsOfTheRole() {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    } = process.env;
    if (!accessKeyId || !secretAccessKey) throw new Error('There are no AWS credentials in the environment.');
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  };
}
