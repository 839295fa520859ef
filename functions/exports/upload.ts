/** Writes files to S3 while their bytes are made: whoever makes them waits until they are taken. @module */

import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { WriteBytes } from '../domain/exports/index.ts';

/** Files that are written to a bucket, side by side. */
export function openFiles(files: S3Client, bucket: string) {
  const uploads: { body: PassThrough; done: Promise<unknown> }[] = [];

  return {
    /** Begins a file. What it returns fails when the file cannot be stored. */
    open(key: string, { mediaType }: { mediaType: string }): WriteBytes {
      const body = new PassThrough();
      const params = { Bucket: bucket, Key: key, Body: body, ContentType: mediaType };
      // One part at a time: a part has 5 MB, and several files may be written at once.
      const done = new Upload({ client: files, params, queueSize: 1 }).done();
      // Whoever writes on, or ends, learns of it.
      done.catch(() => {});
      uploads.push({ body, done });
      return async (bytes) => {
        if (!body.write(bytes)) await Promise.race([once(body, 'drain'), done]);
      };
    },

    /** Waits until all files are stored. */
    async end(): Promise<void> {
      for (const { body } of uploads) body.end();
      await Promise.all(uploads.map(({ done }) => done));
    },

    /** Gives up files that were begun. */
    abandon(reason: Error): void {
      for (const { body } of uploads) body.destroy(reason);
    },
  };
}
