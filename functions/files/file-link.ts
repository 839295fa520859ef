/** Signs short-lived file links to S3 without the weight of the S3 client. @module */

import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';

/** How long a link works, in seconds. */
const linkSeconds = 900;

/** A file in a bucket, and the name under which a browser saves it. */
export interface LinkedFile {
  bucket: string;
  key: string;
  fileName: string;
}

/** The address of the bucket: at the endpoint that the environment names, or at the region's own. */
function addressOf(bucket: string, region: string, endpoint: string | undefined): URL {
  return new URL(
    endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com/` : `${endpoint}/${bucket}/`,
  );
}

function urlOf(request: {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  query?: unknown;
}): string {
  const query = new URLSearchParams(request.query as Record<string, string>);
  const port = request.port === undefined ? '' : `:${request.port}`;
  return `${request.protocol}//${request.hostname}${port}${request.path}?${query.toString().replaceAll('+', '%20')}`;
}

/**
 * Makes links to files in S3. It signs with the SDK's own presigner but without the S3 client, which is a sixth of
 * a function's size.
 * @param environment - of the function: region, endpoint and credentials as the AWS SDK reads them
 */
export function fileLinks(
  environment: NodeJS.ProcessEnv = process.env,
): (file: LinkedFile) => Promise<string> {
  const region = environment.AWS_REGION ?? 'us-east-1';
  const presigner = new S3RequestPresigner({ credentials: defaultProvider(), region, sha256: Sha256 });
  return async ({ bucket, key, fileName }) => {
    const address = addressOf(bucket, region, environment.AWS_ENDPOINT_URL_S3);
    const request = new HttpRequest({
      method: 'GET',
      protocol: address.protocol,
      hostname: address.hostname,
      ...(address.port === '' ? {} : { port: Number(address.port) }),
      path: address.pathname + key.split('/').map(encodeURIComponent).join('/'),
      query: { 'response-content-disposition': `attachment; filename="${fileName}"` },
      headers: { host: address.host },
    });
    return urlOf(await presigner.presign(request, { expiresIn: linkSeconds }));
  };
}
