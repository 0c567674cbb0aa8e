/** Tables in a browser, where there are no files: all of them are part of the bundle. `imports` of the package chooses. */
import authTokenRequest20 from './tables/authTokenRequest20.json' with { type: 'json' };
import authTokenRequest21 from './tables/authTokenRequest21.json' with { type: 'json' };
import type { catalogue } from './tables/catalogue.ts';
import fa2 from './tables/fa2.json' with { type: 'json' };
import fa3 from './tables/fa3.json' with { type: 'json' };
import faRr1 from './tables/faRr1.json' with { type: 'json' };
import pef3 from './tables/pef3.json' with { type: 'json' };
import pefKor3 from './tables/pefKor3.json' with { type: 'json' };
import ubl from './tables/ubl.json' with { type: 'json' };
import upo43 from './tables/upo43.json' with { type: 'json' };

type Entry = (typeof catalogue)[keyof typeof catalogue];
/** Names of all files, so that a format without its table does not compile. */
type StoredName = Entry['table'] | Extract<Entry, { library: string }>['library'];

const tables: Readonly<Record<StoredName, unknown>> = {
  authTokenRequest20,
  authTokenRequest21,
  fa2,
  fa3,
  faRr1,
  pef3,
  pefKor3,
  ubl,
  upo43,
};

/** What `tables/NAME.json` holds. */
export const storedTable = (name: StoredName): unknown => tables[name];
