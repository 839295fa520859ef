/** The presets: complete rules files to begin with, each with a worked week in docs/attendance-rules.md. @module */

import type { RulesFile } from '../rules-file.ts';
import { factory } from './factory.ts';
import { flexi } from './flexi.ts';
import { guards } from './guards.ts';
import { hospital } from './hospital.ts';
import { office } from './office.ts';

/** Rules files for common policies, to start from. Each is shown with a worked week in docs/attendance-rules.md. */
export const presets = { office, factory, guards, flexi, hospital } as const satisfies Record<
  string,
  RulesFile
>;
