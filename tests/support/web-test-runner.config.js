// The widget's tests in real engines: `npm run test:widget`, or `ENGINES=firefox npm run test:widget -- --files tests/widget/x.test.ts`.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { chosenEngines, findBrowser, howToGet, isHere, titles } from './browsers.ts';
import { chordPlugin } from './chord-plugin.js';
import { leanLitPlugin } from './lean-lit-plugin.js';
import { mediaPlugin } from './media-plugin.js';
import { renderPlugin } from './render-plugin.js';
import { screenshotPlugin } from './screenshot-plugin.js';
import { viewportPlugin } from './viewport-plugin.js';
import { webkitLauncher } from './webkit-driver.js';
import { wtrCount } from './wtr-count.js';

const launchers = {
  chromium: () => chromeLauncher({
    puppeteer: puppeteerCore,
    launchOptions: {
      executablePath: findBrowser('chromium').path,
      // It opens nothing but our own tests on this machine, and as root it has no sandbox to start with.
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  }),
  // Over WebDriver BiDi, so that no geckodriver is needed.
  firefox: () => chromeLauncher({ puppeteer: puppeteerCore, launchOptions: { browser: 'firefox', executablePath: findBrowser('firefox').path } }),
  webkit: webkitLauncher,
};

const launch = (name) => {
  if (!isHere(name)) throw new Error(`${titles[name]} is not here. To get it: ${howToGet(name)}`);
  return launchers[name]();
};

// Browsers and their screen are ended as this process exits, which a signal alone would not let happen.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

// Mocha says `it`, node:test says `test`; tests here read `test('a sentence')` on both sides.
const testRunnerHtml = (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <script>Object.defineProperty(globalThis, 'test', { get: () => globalThis.it });</script>
  </head>
  <body><script type="module" src="${testFramework}"></script></body>
</html>`;

export default {
  rootDir: project('.'),
  files: 'tests/widget/**/*.test.ts',
  nodeResolve: { exportConditions: ['production'] },
  // tsconfig.json says useDefineForClassFields: false; without it, fields would hide Lit's reactive properties.
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: project('tsconfig.json') }),
    leanLitPlugin(), chordPlugin(), mediaPlugin(), renderPlugin(), screenshotPlugin(), viewportPlugin(),
  ],
  browsers: await Promise.all(chosenEngines().map(launch)),
  reporters: [defaultReporter(), wtrCount(process.env.TEST_COUNT)],
  testRunnerHtml,
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  concurrency: 1, // the WebDriver launcher refuses real mouse input otherwise
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 10_000, forbidOnly: process.env.CI !== undefined } },
};
