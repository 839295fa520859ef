/** Writes into the environment of the functions which issuer signs people in. @module */

/** The issuer that signs people in, and what its tokens say. */
export interface IssuerChoice {
  /** As the issuer calls itself in its `/.well-known/openid-configuration`. */
  issuer: string;
  /** A public client of it: the console. */
  clientId: string;
  /** Whom its access tokens are for (`aud`), where that is not the client. */
  audience?: string | undefined;
  /** The claim with the groups of an account; default `cognito:groups`. */
  groupsClaim?: string | undefined;
  /** What the console asks for; default `openid profile email`. */
  scopes?: string | undefined;
  /** Where the browser ends the issuer's session, where the issuer's configuration does not say. */
  signOutUrl?: string | undefined;
  /** The organisation whose people it knows; default `default`. */
  organisation?: string | undefined;
}

/** The variables of an issuer: of those functions that check its tokens or say where to sign in. */
export function signInVariables(choice: IssuerChoice | undefined): Record<string, string> {
  const variables: Record<string, string | undefined> = {
    OIDC_ISSUER: choice?.issuer,
    OIDC_CLIENT_ID: choice?.clientId,
    OIDC_AUDIENCE: choice?.audience,
    OIDC_GROUPS_CLAIM: choice?.groupsClaim ?? 'cognito:groups',
    OIDC_SCOPES: choice?.scopes ?? 'openid profile email',
    OIDC_SIGN_OUT_URL: choice?.signOutUrl,
    OIDC_ORGANISATION: choice?.organisation ?? 'default',
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value ?? '']));
}
