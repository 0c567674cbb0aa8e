/** The files of the page that shows the OpenAPI document: Swagger UI, and what starts it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PageFile {
  contentType: string;
  content: Buffer | string;
}

const javascript = 'text/javascript; charset=utf-8';
const css = 'text/css; charset=utf-8';

/** What of the library is served. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': css,
  'swagger-ui-bundle.js': javascript,
  'favicon-16x16.png': 'image/png',
  'favicon-32x32.png': 'image/png',
};

const index = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>KSeF API (local)</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" type="image/png" href="favicon-32x32.png" sizes="32x32">
</head>
<body>
<noscript>This page needs JavaScript. The document itself: <a href="openapi.json">openapi.json</a>.</noscript>
<main id="page"></main>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

// `validatorUrl: null`: nothing is sent to a validator elsewhere.
const start = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#page',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
});
`;

const own: Readonly<Record<string, PageFile>> = {
  'index.html': { contentType: 'text/html; charset=utf-8', content: index },
  'start.js': { contentType: javascript, content: start },
};

/** A file of the page; undefined where it has none of this name. */
export async function pageFile(name: string): Promise<PageFile | undefined> {
  if (Object.hasOwn(own, name)) return own[name];
  const contentType = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (contentType === undefined) return undefined;
  return { contentType, content: await readFile(join(libraryFolder(), name)) };
}

function libraryFolder(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve('@fastify/swagger-ui/package.json')), 'static');
}
