import { serve } from './serve.ts';
import { ConfigError, reasons } from '../server/app.ts';
import { keepQuietAboutSqlite } from './process.ts';

const usage = `Usage: support-widget <command>

  dev     the demo, the function and a sandbox in Stripe's place on one port (PORT, 4242); needs no key
  serve   the function alone; its settings come from the environment (see the README)
  sync    brings the ledger up to date with Stripe's lists, for what webhooks missed;
          --full reads them from the beginning
  render  '<support-widget …>…</support-widget>': the tag with its form inside, drawn before script;
          --lang de, --nonce or --styles /address for its looks, --css prints these alone
`;

/** @param flags what stands behind the command's name; an unknown one is a wrong call */
type Command = (flags: readonly string[]) => Promise<void>;
/** Where it reads its own words, any may stand there. */
const any = undefined;

/** What only a person at a terminal asks for is read when it is asked for: `serve` starts sooner without it. */
const commands = new Map<string | undefined, { run: Command; flags: readonly string[] | undefined }>([
  ['dev', { run: async () => (await import('./dev.ts')).dev(), flags: [] }],
  ['serve', { run: serve, flags: [] }],
  ['sync', { run: async (flags) => (await import('./sync.ts')).sync(flags), flags: ['--full'] }],
  ['render', { run: async (words) => (await import('./render.ts')).render(words), flags: any }],
]);

/** What went wrong at the start, in words an owner can act on; never a stack trace. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return ['The settings are not complete:', ...error.lines.map((line) => `  ${line}`)].join('\n');
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what listens there, or choose another with PORT=${Number(port) + 1}`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `Cannot listen on ${address}:${port} (${code}): choose another HOST or PORT`;
  return reasons(error);
}

async function main([name, ...flags]: readonly string[]): Promise<void> {
  if (name === '--help' || name === '-h' || name === 'help') return void process.stdout.write(usage);
  const command = commands.get(name);
  if (!command || flags.some((flag) => command.flags?.includes(flag) === false)) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  try {
    await command.run(flags);
  } catch (error) {
    process.stderr.write(`support-widget ${name}: ${explain(error)}\n`);
    process.exitCode = 1;
  }
}

keepQuietAboutSqlite();
// Not awaited: the built files of the other commands import this one, which must be there in full by then.
void main(process.argv.slice(2));
