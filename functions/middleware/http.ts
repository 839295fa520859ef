/** Defines API Gateway's requests and responses as our Lambdas see them. @module */

import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import type { Role } from '#shared/contract/access.ts';
import { prefers } from './accept.ts';

/** What the authorizer says in place of a role, of a caller who has none. */
export const noRoles = ['unknown', 'guessing', 'bad-token', 'expired', 'no-group', 'unreachable'] as const;
/** Why a caller has no role. */
export type NoRole = (typeof noRoles)[number];

/** What the authorizer reports about a caller. */
export interface AuthorizerContext {
  organisation: string;
  caller: string;
  /** A role of the contract, or why there is none. */
  role: Role | NoRole;
  /** Of a key of role `integration`: its scopes, separated by blanks. */
  scopes?: string;
  /** Of an API key: when its use was last noted; absent: never. */
  usedAt?: string;
  /** Of an API key that was shown with a secret of before a rotation. */
  isEarlier?: boolean;
  /** Of a person, where the token says it. */
  name?: string;
  /** Of a person, where the token says it. */
  email?: string;
}

/** A request as API Gateway hands it on (HTTP API, payload format 2.0). */
export type HttpEvent = Omit<
  APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext>,
  'requestContext'
> & {
  requestContext: Omit<
    APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizerContext>['requestContext'],
    'authorizer'
  > & { authorizer?: { lambda?: AuthorizerContext } };
};

/** A response as API Gateway takes it. */
export type HttpResult = APIGatewayProxyStructuredResultV2;

/** A JSON response. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): HttpResult {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** The media types of YAML: that of RFC 9512, and older ones. */
export const yamlMediaTypes: readonly string[] = ['application/yaml', 'application/x-yaml', 'text/yaml'];

/** Whether a caller would rather have one of some media types than JSON. */
export function accepts(event: HttpEvent, mediaTypes: readonly string[]): boolean {
  return prefers(event.headers.accept, mediaTypes);
}
