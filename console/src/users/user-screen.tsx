/** All about one user. @module */

/** All about one user. */
export function UserScreen() {
  return <h1>User</h1>;
}
