/** Where things are, seen from the page: a proxy may put a prefix before everything. */
const base = new URL(document.baseURI);

/** Path of the application: `/web`. */
export const basePath = base.pathname.replace(/\/$/, '');
/** Address of this KSeF itself. */
export const ksefUrl = new URL('..', base).href.replace(/\/$/, '');
/** Address of the API, with its `/v2`. */
export const apiUrl = `${ksefUrl}/v2`;
export const controlUrl = `${ksefUrl}/control`;
