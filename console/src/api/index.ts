/** The door to the API for all rooms of the console. @module */

export * from './activity.ts';
export * from './call.ts';
export * from './problem.ts';
export * from './queries.ts';
export * from './session.ts';
