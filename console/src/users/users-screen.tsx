/** The list of users: all, new from log, unknown, suspended. @module */

/** The list of users: all, new from log, unknown, suspended. */
export function UsersScreen() {
  return <h1>Users</h1>;
}
