import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { fileURLToPath } from 'node:url';

// Seen from dist/cli/dev.js.
const demoFolder = fileURLToPath(new URL('../../demo/', import.meta.url));
const distFolder = fileURLToPath(new URL('../', import.meta.url));

/** The demo's pages and the built widget, under the policy a careful host page sends: the widget must work with it. */
export function demoPages(): Hono {
  const own = ["'self'"];
  const pages = new Hono();
  pages.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], scriptSrc: own, styleSrc: own, imgSrc: own, connectSrc: own, frameSrc: own, baseUri: ["'none'"], requireTrustedTypesFor: ["'script'"] },
      strictTransportSecurity: false, // plain http on the owner's own machine
    }),
    async (c, next) => {
      c.header('Cache-Control', 'no-cache');
      await next();
    },
  );
  pages.get('/support-widget.js', serveStatic({ root: distFolder }));
  pages.get('/support-widget.js.map', serveStatic({ root: distFolder }));
  // What the widget loads only where it is needed.
  pages.get('/parts/:part{[\\w.-]+\\.js(\\.map)?}', serveStatic({ root: distFolder }));
  pages.get('*', serveStatic({ root: demoFolder }));
  return pages;
}
