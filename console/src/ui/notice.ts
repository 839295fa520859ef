/** What a short notice says, and for how long. @module */

/** A notice. */
export interface Notice {
  text: string;
  tone?: 'success' | 'info' | 'danger';
  /** Takes back what has just been done. */
  undo?: (() => void) | undefined;
  /** Leads to what the notice is about. */
  action?: { label: string; run(): void } | undefined;
  /** How long it stays, in milliseconds: 6 seconds, with `undo` or `action` 10; errors stay until they are closed. */
  timeoutMs?: number | undefined;
}
