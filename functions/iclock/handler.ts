/** Lambda entry point for terminals that push to the cloud (`/iclock/*`). @module */

import { answerIclock } from '#shared/iclock/engine.ts';
import { refused } from '#shared/iclock/reply.ts';
import { requireDeploymentSecret } from '../domain/deployment-secret.ts';
import { idlePollSeconds } from '../domain/terminals/index.ts';
import { KnownUsers } from '../domain/users/index.ts';
import type { HttpEvent, HttpResult } from '../middleware/http.ts';
import { rawBody } from '../middleware/request-body.ts';
import { observed } from '../observe/observed.ts';
import { openRuntime } from '../runtime.ts';
import { CloudPushHost } from './cloud-host.ts';
import { Registrations } from './registrations.ts';

const runtime = openRuntime();
requireDeploymentSecret();
const registrations = new Registrations(runtime);
const known = new KnownUsers();

/** A terminal whose body is refused as too large sends a smaller batch. */
const bodyLimitBytes = 1024 * 1024;

/**
 * Terminals that push to the cloud. They speak a text protocol, so there is no JSON middleware. API
 * Gateway's HTTP API sends header names in lower case, and terminals do not set their clocks by such headers. Where a
 * terminal's clock must be kept right, use a bridge's listener or a proxy that keeps the letter case.
 */
async function answer(event: HttpEvent): Promise<HttpResult> {
  const body = rawBody(event);
  const contentEncoding = event.headers['content-encoding'];
  const { http } = event.requestContext;
  const {
    status,
    headers,
    body: text,
  } = body.length > bodyLimitBytes
    ? refused('too-large', runtime.now())
    : await answerIclock(
        new CloudPushHost(runtime, registrations, known),
        { delaySeconds: idlePollSeconds, bodyBytes: bodyLimitBytes, setsClocks: false },
        {
          method: http.method,
          target: event.rawQueryString === '' ? event.rawPath : `${event.rawPath}?${event.rawQueryString}`,
          body,
          address: http.sourceIp,
          ...(contentEncoding === undefined ? {} : { contentEncoding }),
        },
      );
  return {
    statusCode: status,
    headers: Object.fromEntries(headers.filter(([name]) => name !== 'Content-Length')),
    body: Buffer.from(text).toString('utf8'),
  };
}

/** Lambda: terminals that push to the cloud, `/iclock/*`. */
export const handler = observed('iclock', answer);
