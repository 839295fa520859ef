/** Reads the certificate of a company's own authority, which the configuration may name. @module */

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileTrouble } from '#shared/file-trouble.ts';

/**
 * Reads certificates in PEM, and insists that there is one.
 * @throws Error whose message is for whoever wrote the configuration
 */
export function readCaFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`cannot be read (${fileTrouble(error)})`, { cause: error });
  }
  try {
    new X509Certificate(text);
  } catch (error) {
    const problem = 'has no certificate in PEM: the file begins with -----BEGIN CERTIFICATE-----';
    throw new Error(problem, { cause: error });
  }
  return text;
}

/** The certificates that a configuration adds, as options of a connection. */
export function caOf({ caFile }: { caFile?: string | undefined }): { ca?: string } {
  return caFile === undefined ? {} : { ca: readCaFile(caFile) };
}
