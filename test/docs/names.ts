/** Finds what the code of a page names: npm scripts, routes and paths of the repository. @module */

/** A route as a page names it; without a method where the page gives none. */
export interface NamedRoute {
  method: string | undefined;
  path: string;
}

/** The npm scripts that a text calls: `npm test`, `npm run lint`, `npm run --silent lint`. */
export function scriptsIn(code: string): string[] {
  const calls = code.matchAll(/\bnpm (?:run(?:-script)?(?: --?[\w-]+)* ([\w:-]+)|(test|start)\b)/g);
  return [...calls].flatMap(([, named, short]) => named ?? short ?? []);
}

/**
 * The routes that a text names: `POST /v1/users {…}`, or `/v1/users/{id}` alone. Queries are left out, and so are paths on
 * a machine.
 * @param roots - first parts of the API's paths, such as `v1`
 */
export function routesIn(code: string, roots: readonly string[]): NamedRoute[] {
  const found = code.matchAll(/(?:\b(GET|POST|PUT|PATCH|DELETE) +|^|[\s"'(])(\/[\w{}/*.-]+)/gm);
  return [...found]
    .map(([, method, path = '']) => ({ method, path: path.replace(/[/.]+$/, '') }))
    .filter(({ method, path }) => method !== undefined || roots.includes(path.split('/')[1] ?? ''));
}

/**
 * Whether an API has the route. Parameters may have any name or be values; a path without a method, or with `*` at its end,
 * may be the beginning of others.
 */
export function hasRoute(keys: readonly string[], { method, path }: NamedRoute): boolean {
  const below = path.endsWith('/*');
  const parts = (below ? path.slice(0, -2) : path).split('/');
  return keys.some((key) => {
    const [keyMethod, keyPath = ''] = key.split(' ');
    const keyParts = keyPath.split('/');
    const rest = keyParts.at(-1) === '{proxy+}';
    const lengthFits =
      keyParts.length > parts.length
        ? below || method === undefined
        : rest || keyParts.length === parts.length;
    const methodFits = method === undefined || keyMethod === 'ANY' || keyMethod === method;
    const fits = (part: string, place: number) => {
      const known = keyParts[place];
      return known === undefined ? rest : known === part || known.startsWith('{');
    };
    return lengthFits && methodFits && parts.every(fits);
  });
}

const sourceFile = /\.(ts|tsx|mjs|md|json|sh)$/;

/**
 * The words of a text that are paths of the repository, or would be if they existed. Those that begin with `./` are of the
 * reader's own project.
 */
export function pathsIn(code: string, isFolderName: (name: string) => boolean): string[] {
  return code
    .split(/[\s"'()[\]|,;]+(?![^{]*\})/)
    .map((word) => word.replace(/^#(?=\w+\/)/, '').replace(/[:.]+$/, ''))
    .filter((word) => /^[\w.*{},/-]+$/.test(word) && !/^(\/|-|\.\/)/.test(word))
    .filter((word) => {
      const [first = '', ...rest] = word.split('/');
      if (sourceFile.test(word) || first === '..') return true;
      return rest.length > 0 && (isFolderName(first) || (word.endsWith('/') && /^[a-z]/.test(word)));
    });
}
