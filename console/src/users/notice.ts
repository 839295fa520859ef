/** temp @module */
/** Says what was done. @param undo - takes it back */
export function notice(_text: string, _undo?: (() => void) | undefined): void {}
