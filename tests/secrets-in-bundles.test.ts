import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rollup, type OutputOptions, type Plugin, type RollupOptions } from 'rollup';
import { refuseSecrets, secretsIn } from './support/secrets.js';

// The build ends where a bundle, or the source map beside it, would hold anything shaped like a secret.

// Put together here, so that this file is no find itself.
const random = 'q7Zr2Kd9'.repeat(3);
const secrets: [what: string, text: string][] = [
  ['a live key', ['sk', 'live', random].join('_')],
  ['a test key', ['sk', 'test', random].join('_')],
  ['a restricted key', ['rk', 'live', `51${random.repeat(4)}`].join('_')],
  ['the shortest key there is', ['rk', 'test', random.slice(0, 16)].join('_')],
  ["an organisation's key", ['sk', 'org', 'live', random].join('_')],
  ['an ephemeral key', ['ek', 'live', random].join('_')],
  ['a signing secret', ['whsec', random].join('_')],
  ['a client secret', ['cs', 'live', 'a1', 'secret', random].join('_')],
  ['a private key', ['-----BEGIN', 'RSA PRIVATE', 'KEY-----'].join(' ')],
  ['a private key of no kind', ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ')],
  ["a database's password", `postgres://${['gifts', random].join(':')}@db.example.org/gifts`],
  ['a password without a name', `redis://${['', random].join(':')}@cache.example.org`],
  ['a password in https', `https://${['me', random].join(':')}@example.org/`],
  ['the password PASSWORD at a real host', `postgres://${['USER', 'PASSWORD'].join(':')}@db.example.org/gifts`],
  ["Turnstile's secret key", `0x4AAAA${random}AAA`],
  ['a key of AWS', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['a token of GitHub', ['ghp', random.repeat(2).slice(0, 36)].join('_')],
  ['a token of npm', ['npm', random.repeat(2).slice(0, 36)].join('_')],
  ['a signed token', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJ4eHh4eCJ9', random].join('.')],
];

/** A build with this one file in it. */
async function build(source: string, plugins: Plugin[] = [], output: OutputOptions = {}): Promise<void> {
  const one: Plugin = { name: 'one', resolveId: (id) => id, load: () => source };
  const bundle = await rollup({ input: 'one.js', logLevel: 'silent', plugins: [one, ...plugins, refuseSecrets()] });
  await bundle.generate({ format: 'es', sourcemap: true, ...output });
}

for (const [what, secret] of secrets) {
  test(`${what} ends the build, wherever it stands, and is not shown`, async () => {
    const isTold = (error: Error) => /refuse-secrets.*nothing secret is published/.test(error.message) && !error.message.includes(random) && !error.message.includes(secret);
    for (const source of [`export default ${JSON.stringify(secret)};`, `export default \`before${secret}\`;`, `export const held = { "${secret}": 1 };`]) await assert.rejects(build(source), isTold, source);
    // A comment is in no bundle, but in its map.
    const onlyInMap: Plugin = { name: 'no-comments', renderChunk: () => ({ code: 'export {};', map: null }) };
    await assert.rejects(build(`// ${secret}\nexport default 1;`, [onlyInMap]), isTold);
    await assert.doesNotReject(build(`// ${secret}\nexport default 1;`, [onlyInMap], { sourcemap: false }));
    const asset = (source: string | Uint8Array): Plugin => ({ name: 'asset', buildStart() { this.emitFile({ type: 'asset', fileName: 'a.json', source }); } });
    for (const source of [secret, new TextEncoder().encode(secret)]) await assert.rejects(build('export {};', [asset(source)]), isTold);
  });
}

test('what only speaks of secrets does not', async () => {
  for (const text of ['sk_test_sandbox', 'rk_…, or sk_…', 'whsec_…', '/^(sk|rk)_(test|live)_\\\\w+$/', 'pk_live_51abcdefghijklmnopqrst', 'postgres://USER:PASSWORD@HOST/NAME', 'postgres://…', 'https://give.example.org:8443/@me', 'mailto:me@example.org', '-----BEGIN CERTIFICATE-----', '0x4AAAAAAADnPIDROrmt1Wwj', '1x0000000000000000000000000000000AA', 'cs_test_a1_secret_x'])
    await build(`export default '${text}';`);
});

test("a value of the builder's own environment ends the build too, by its name", () => {
  const env = { MY_DEPLOY_TOKEN: 'harbour-and-light', SHORT_KEY: 'word', PATH: '/usr/bin:/usr/local' };
  assert.deepEqual(secretsIn('x = "harbour-and-light"; y = "word"; z = "/usr/bin:/usr/local"', env), ['the value of MY_DEPLOY_TOKEN']);
});

const config = (await import(String('../rollup.config.js')) as { default: RollupOptions[] }).default;

test('every bundle of ours is built so', () => {
  for (const { input, plugins } of config) assert.ok((plugins as Plugin[]).some(({ name }) => name === 'refuse-secrets'), JSON.stringify(input));
});

test('a key that comes into the function is found by the very build that is published', async () => {
  const { plugins, output, ...options } = config.find(({ input }) => input === 'src/server/app.ts')!;
  const planted: Plugin = { name: 'planted', transform: (code, id) => (id.endsWith('server/log.ts') ? `${code}\nconsole.log(${JSON.stringify(secrets[0]![1])});` : null) };
  const generate = async (more: Plugin[]) => (await rollup({ ...options, logLevel: 'silent', plugins: [...more, ...plugins as Plugin[]] })).generate(output as OutputOptions);
  await assert.rejects(generate([planted]), /dist\/server\.js would hold what looks like a key of Stripe \(sk_live_…\)/);
  assert.ok((await generate([])).output.length > 0);
});

test('what stands in the environment of a build gets into none of its bundles, and would be found there', async (t) => {
  process.env.STRIPE_SECRET_KEY = 'harbour-and-light';
  t.after(() => { delete process.env.STRIPE_SECRET_KEY; });
  const inlined: Plugin = { name: 'inlined', transform: (code, id) => (id.endsWith('server/log.ts') ? `${code}\nconsole.log(${JSON.stringify(process.env)});` : null) };
  for (const { plugins, output, ...options } of config.filter(({ input }) => input !== 'src/widget/index.ts')) {
    const generate = async (more: Plugin[]) => (await rollup({ ...options, logLevel: 'silent', plugins: [...more, ...plugins as Plugin[]] })).generate(output as OutputOptions);
    const { output: files } = await generate([]);
    for (const file of files) assert.ok(!(file.type === 'chunk' ? file.code + String(file.map) : String(file.source)).includes('harbour-and-light'), file.fileName);
    await assert.rejects(generate([inlined]), /the value of STRIPE_SECRET_KEY/);
  }
});

test('nothing in dist is shaped like a secret, whoever put it there', () => {
  const dist = join(import.meta.dirname, '../dist');
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  assert.ok(files.length > 20, 'run `npm run build` first');
  for (const file of files) assert.deepEqual(secretsIn(readFileSync(file, 'utf8')), [], file);
});
