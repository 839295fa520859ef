/** Signs short-lived file links to S3 without the weight of the S3 client. @module */

import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';

/** How long a link works, in seconds. */
const linkSeconds = 900;

/** A file in a bucket. */
export interface StoredFile {
  bucket: string;
  key: string;
}

/** A file in a bucket, and the name under which a browser saves it. */
export interface LinkedFile extends StoredFile {
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

/** Signs a request to a file without its body. */
function signer(environment: NodeJS.ProcessEnv) {
  const region = environment.AWS_REGION ?? 'us-east-1';
  const presigner = new S3RequestPresigner({ credentials: defaultProvider(), region, sha256: Sha256 });
  return async (method: 'GET' | 'PUT', { bucket, key }: StoredFile, query: Record<string, string> = {}) => {
    const address = addressOf(bucket, region, environment.AWS_ENDPOINT_URL_S3);
    const request = new HttpRequest({
      method,
      protocol: address.protocol,
      hostname: address.hostname,
      ...(address.port === '' ? {} : { port: Number(address.port) }),
      path: address.pathname + key.split('/').map(encodeURIComponent).join('/'),
      query,
      headers: { host: address.host },
    });
    return urlOf(await presigner.presign(request, { expiresIn: linkSeconds }));
  };
}

/**
 * Makes links to files in S3. It signs with the SDK's own presigner but without the S3 client, which is a sixth of
 * a function's size.
 * @param environment - of the function: region, endpoint and credentials as the AWS SDK reads them
 */
export function fileLinks(
  environment: NodeJS.ProcessEnv = process.env,
): (file: LinkedFile) => Promise<string> {
  const sign = signer(environment);
  return async ({ fileName, ...file }) =>
    await sign('GET', file, { 'response-content-disposition': `attachment; filename="${fileName}"` });
}

/** Files that are brought by their senders, and read by our functions. */
export interface Uploads {
  /** A link to which the file can be sent by `PUT`. */
  linkTo(file: StoredFile): Promise<string>;
  /** Stores a file. @throws Error when it was not stored */
  put(file: StoredFile, content: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The bytes of a file; `null` when there is none, `too-large` when it has more bytes than it may have. */
  get(file: StoredFile, largestBytes: number): Promise<Buffer | null | 'too-large'>;
}

/** Opens the uploads, by the same links that their senders get. @param environment - as for {@link fileLinks} */
export function openUploads(environment: NodeJS.ProcessEnv = process.env): Uploads {
  const sign = signer(environment);
  const failed = (response: Response) => new Error(`the files answered ${response.status}`);
  return {
    linkTo: async (file) => await sign('PUT', file),
    async put(file, content) {
      const response = await fetch(await sign('PUT', file), { method: 'PUT', body: content });
      if (!response.ok) throw failed(response);
    },
    async get(file, largestBytes) {
      const response = await fetch(await sign('GET', file));
      if (response.status === 404) return null;
      if (!response.ok) throw failed(response);
      if (Number(response.headers.get('content-length') ?? 0) > largestBytes) {
        await response.body?.cancel();
        return 'too-large';
      }
      const content = Buffer.from(await response.arrayBuffer());
      return content.length > largestBytes ? 'too-large' : content;
    },
  };
}
