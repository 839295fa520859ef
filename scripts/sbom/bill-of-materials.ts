/** Says in CycloneDX what a program is made of: the packages whose files its bundler has put in, and what it brings along. @module */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');

const Package = z.looseObject({ version: z.string(), license: z.string().optional() });
const Lockfile = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })),
});

/** Folders of packages that have a part in a program, such as `node_modules/zod`, by the files that are in it. */
function packagesOf(files: Iterable<string>): string[] {
  const folders = [...files].flatMap((path) => {
    const found = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
    return found ? [found[0]] : [];
  });
  return [...new Set(folders)].sort();
}

function hashOf(integrity: string | undefined) {
  const [algorithm, value] = integrity?.split('-') ?? [];
  if (algorithm !== 'sha512' || value === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(value, 'base64').toString('hex') }] };
}

/** What is in a program. */
export interface Contents {
  /** Of the program, such as `rollcall-bridge`. */
  name: string;
  version: string;
  /** The files that its bundler has put in, relative to the repository. */
  files: Iterable<string>;
  /** Every version of Node that it brings along. */
  nodeVersions?: readonly string[];
}

/** The bill of materials of a program, as CycloneDX 1.5. */
export function billOfMaterials({ name, version, files, nodeVersions = [] }: Contents) {
  const { packages } = Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const used = packagesOf(files).map((folder) => {
    const packageName = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const found = Package.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    const purl = `pkg:npm/${packageName.replace('@', '%40')}@${found.version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name: packageName,
      version: found.version,
      purl,
      ...(found.license === undefined ? {} : { licenses: [{ expression: found.license }] }),
      ...hashOf(packages[folder]?.integrity),
    };
  });
  const nodes = [...new Set(nodeVersions)].sort().map((node) => ({
    type: 'framework',
    'bom-ref': `pkg:generic/node@${node}`,
    name: 'node',
    version: node,
    purl: `pkg:generic/node@${node}`,
    licenses: [{ expression: 'MIT' }],
  }));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { type: 'application', name, version, licenses: [{ expression: 'Apache-2.0' }] },
    },
    components: [...nodes, ...used],
  };
}
