/** Says in CycloneDX what an executable of the bridge is made of: Node, and the packages that esbuild has put in. @module */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');

const Package = z.looseObject({ version: z.string(), license: z.string().optional() });
const Lockfile = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })),
});

/** Folders of packages that have a part in the program, such as `node_modules/zod`. */
function packagesIn({ inputs }: Metafile): string[] {
  const folders = Object.keys(inputs).flatMap((path) => {
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

/**
 * The bill of materials of a bridge, as CycloneDX 1.5.
 * @param version - of the bridge
 * @param nodeVersions - every version of Node that the release's executables have in them
 */
export function billOfMaterials(metafile: Metafile, version: string, nodeVersions: readonly string[]) {
  const { packages } = Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const used = packagesIn(metafile).map((folder) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const found = Package.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
    const purl = `pkg:npm/${name.replace('@', '%40')}@${found.version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
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
      component: {
        type: 'application',
        name: 'rollcall-bridge',
        version,
        licenses: [{ expression: 'Apache-2.0' }],
      },
    },
    components: [...nodes, ...used],
  };
}
