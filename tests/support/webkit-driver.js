// Starts a screen (Xvfb, on a free display) and WebKitWebDriver (on a free port); both end with this process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findWebKit } from './browsers.ts';
import { resizeWindow } from './viewport-plugin.js';

async function startScreen(program) {
  const xvfb = spawn(program, ['-displayfd', '1', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.on('exit', () => xvfb.kill());
  const [number] = await Promise.race([
    once(xvfb.stdout, 'data'),
    once(xvfb, 'exit').then(() => { throw new Error('Xvfb ended before it had a display'); }),
  ]);
  return `:${String(number).trim()}`;
}

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const listens = (port) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); }).on('error', () => resolve(false));
});

async function startDriver({ driver, screen }) {
  const display = await startScreen(screen);
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    // Without a UTF-8 locale it cannot type anything beyond ASCII.
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
    stdio: 'ignore',
  });
  process.on('exit', () => child.kill());
  for (let tries = 0; tries < 200; tries += 1) {
    if (await listens(port)) return port;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  throw new Error('WebKitWebDriver did not start');
}

export async function webkitLauncher() {
  const found = findWebKit();
  const launcher = webdriverLauncher({
    hostname: '127.0.0.1',
    port: await startDriver(found),
    path: '/',
    connectionRetryCount: 0,
    connectionRetryTimeout: 30_000,
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: found.browser, args: ['--automation'] },
    },
  });
  const initialize = launcher.initialize.bind(launcher);
  launcher.initialize = async (config) => {
    await initialize(config);
    launcher.name = 'WebKit'; // it calls itself by its capabilities otherwise
  };
  const startSession = launcher.startSession.bind(launcher);
  launcher.startSession = async (id, url) => {
    await launcher.ensureManagerInitialized();
    await resizeWindow(launcher.driver, { width: 800, height: 600 }); // where the other engines begin each file
    return startSession(id, url);
  };
  return launcher;
}
