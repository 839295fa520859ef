/** Says in plain words why a file or folder cannot be used. @module */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file, and no folder',
  EEXIST: 'it is there already, and no folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the disk takes no changes (read-only)',
  ENOSPC: 'no space left on the disk',
};

/** Why a file or folder cannot be used: in plain words where the cause is a usual one, else as the system says it. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
