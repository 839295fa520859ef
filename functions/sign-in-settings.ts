/** Reads from the environment which issuer signs people in, and what its tokens have to say. @module */

import * as z from 'zod';

const word = z.string().regex(/^\S+$/, 'must be one word');

/** An address that browsers and Lambdas reach safely: over TLS, or on this machine itself. */
const IssuerUrl = z
  .url()
  .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$))/, 'must begin with https://')
  .regex(/^[^?#]*$/, 'must have no query');

const orEmpty = <T extends z.ZodType<string, string>>(value: T) =>
  z.union([z.literal(''), value]).default('');

/** The environment variables about signing in. Without `OIDC_ISSUER` there are API keys only. */
export const SignInVariables = {
  OIDC_ISSUER: orEmpty(IssuerUrl),
  OIDC_CLIENT_ID: orEmpty(word),
  OIDC_AUDIENCE: orEmpty(word),
  OIDC_GROUPS_CLAIM: word.default('cognito:groups'),
  OIDC_SCOPES: z.string().default('openid profile email'),
  OIDC_SIGN_OUT_URL: orEmpty(z.url()),
  OIDC_ORGANISATION: z
    .string()
    .regex(/^[^#~]+$/, 'must be the id of an organisation')
    .default('default'),
};

/** How people sign in. */
export interface SignInSettings {
  issuer: string;
  /** The public client of the console. */
  clientId: string;
  /** Whom access tokens are for, where they name no client (`aud`). */
  audience: string;
  /** The claim that holds the groups of an account; dots lead into claims within claims. */
  groupsClaim: string;
  scopes: string[];
  /** Where the browser ends the issuer's session, where the issuer's own configuration does not say. */
  signOutUrl: string | undefined;
  /** The organisation whose people the issuer knows. */
  organisation: string;
}

/**
 * The settings of signing in; `undefined` where there is no issuer.
 * @throws Error when there is an issuer without a client
 */
export function signInSettings(
  variables: z.output<z.ZodObject<typeof SignInVariables>>,
): SignInSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = variables;
  if (issuer === '') return undefined;
  if (clientId === '') throw new Error('OIDC_CLIENT_ID is missing: an issuer needs a client');
  return {
    issuer,
    clientId,
    audience: variables.OIDC_AUDIENCE === '' ? clientId : variables.OIDC_AUDIENCE,
    groupsClaim: variables.OIDC_GROUPS_CLAIM,
    scopes: variables.OIDC_SCOPES.split(' ').filter((scope) => scope !== ''),
    signOutUrl: variables.OIDC_SIGN_OUT_URL === '' ? undefined : variables.OIDC_SIGN_OUT_URL,
    organisation: variables.OIDC_ORGANISATION,
  };
}
