/** The types of the console's files, by the ends of their names. @module */

import { extname } from 'node:path';

interface FileType {
  type: string;
  /** Whether it is text, and so smaller when it is compressed. */
  compressible: boolean;
}

const text = (type: string): FileType => ({ type, compressible: true });
const binary = (type: string): FileType => ({ type, compressible: false });

const types: Readonly<Record<string, FileType>> = {
  '.html': text('text/html; charset=utf-8'),
  '.js': text('text/javascript; charset=utf-8'),
  '.css': text('text/css; charset=utf-8'),
  '.json': text('application/json'),
  '.svg': text('image/svg+xml'),
  '.txt': text('text/plain; charset=utf-8'),
  '.webmanifest': text('application/manifest+json'),
  '.ico': binary('image/x-icon'),
  '.png': binary('image/png'),
  '.webp': binary('image/webp'),
  '.woff2': binary('font/woff2'),
};

/** The type of a file. @param path - its name, with or without folders */
export function fileTypeOf(path: string): FileType {
  return types[extname(path).toLowerCase()] ?? binary('application/octet-stream');
}
