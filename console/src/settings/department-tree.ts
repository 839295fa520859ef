/** Departments in the order of a tree. Pure functions. @module */

/** A department as the API lists it. */
export interface KnownDepartment {
  name: string;
  parent?: string | undefined;
  /** False for a name that users have and that is not in the list. */
  listed: boolean;
}

/** A department and how deep it stands. */
export interface PlacedDepartment {
  department: KnownDepartment;
  /** 0 at the top. */
  depth: number;
}

/** Every department once: parts below what they are parts of. One whose parents go round in a ring stands at the top. */
export function treeOf(departments: readonly KnownDepartment[]): PlacedDepartment[] {
  const names = new Set(departments.map(({ name }) => name));
  const placed: PlacedDepartment[] = [];
  const seen = new Set<string>();
  const place = (department: KnownDepartment, depth: number) => {
    if (seen.has(department.name)) return;
    seen.add(department.name);
    placed.push({ department, depth });
    for (const part of departments) if (part.parent === department.name) place(part, depth + 1);
  };
  for (const one of departments) if (one.parent === undefined || !names.has(one.parent)) place(one, 0);
  for (const one of departments) place(one, 0);
  return placed;
}

/** The names of a department and of all of its parts: of none of these can it be a part itself. */
export function withParts(departments: readonly KnownDepartment[], name: string): Set<string> {
  const found = new Set([name]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { name: part, parent } of departments) {
      if (parent !== undefined && found.has(parent)) found.add(part);
    }
  }
  return found;
}
