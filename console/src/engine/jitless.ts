/** Keeps schemas from making code at run time, which the content security policy forbids. The first import of whatever uses schemas. @module */

import * as z from 'zod';

z.config({ jitless: true });
