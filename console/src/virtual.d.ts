/** The modules that the build makes. @module */

declare module 'virtual:routes' {
  /** By operation: its method and its path, `GET /v1/users/{userId}`. */
  const routes: Readonly<Record<string, string>>;
  export default routes;
}

declare module '*.po' {
  import type { Messages } from '@lingui/core';
  /** The texts of one language. */
  export const messages: Messages;
}
