/** What a text is by its first characters. Nothing of Node is needed here. */

/** A web page or XML: never JSON. */
export const isMarkup = (body: string): boolean => body.trimStart().startsWith('<');
export const isWebPage = (body: string): boolean => /^\s*<(!doctype\s+)?html/i.test(body);
/** A document with a root, whatever follows; JSON, a sentence and nothing at all are none. */
export const isXml = (body: string): boolean => /^\ufeff?\s*<[\w?!]/.test(body) && !isWebPage(body);
