/** Tables as files: each is loaded when first asked for, so that whoever works with one format does not wait for the others. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What `tables/NAME.json` holds. */
export const storedTable = (name: string): unknown => require(`./tables/${name}.json`);
