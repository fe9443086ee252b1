// What must never be published: the shapes of secrets, and the secrets of whoever builds.

/** Each with the part of it that may be shown. Examples and prefixes in the code are shorter than anything real. */
const shapes = [
  ['a key of Stripe', /([sre]k_(?:org_)?(?:live|test)_)[A-Za-z0-9]{16,}/],
  ['a signing secret of Stripe', /(whsec_)[A-Za-z0-9+/=_-]{16,}/],
  ['a client secret of Stripe', /((?:cs|pi|seti)_\w+_secret_)[A-Za-z0-9]{16,}/],
  ['a private key', /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY)/],
  // `USER:PASSWORD@HOST` stands in a message of ours, word for word.
  ['an address with a password', /(\b[a-z][a-z0-9+.-]*:\/\/)(?!USER:PASSWORD@HOST\b)[^\s/?#@:"'`\\<>]*:[^\s/?#@"'`\\<>]+@[\w[]/i],
  ['a secret key of Turnstile', /(0x4AAAA)[\w-]{26,}/],
  ['a key of AWS', /((?:AKIA|ASIA)[0-9A-Z]{2})[0-9A-Z]{14}/],
  ['a token of GitHub', /(gh[pousr]_|github_pat_)\w{22,}/],
  ['a token of npm', /(npm_)[A-Za-z0-9]{36}/],
  ['a signed token', /(eyJ)[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
];

const isSecretName = /KEY|SECRET|TOKEN|PASSW|CREDENTIAL|DATABASE_URL/i;
/** Shorter ones ("true", "4242", a word) stand in any text. */
const shortest = 12;

/**
 * What in a text looks like a secret, or is a value of the environment's that goes by such a name.
 * @returns words for it, without the secret itself
 */
export function secretsIn(text, env = process.env) {
  const shaped = shapes.flatMap(([what, shape]) => {
    const [, start] = shape.exec(text) ?? [];
    return start === undefined ? [] : [`${what} (${start}…)`];
  });
  const ofEnvironment = Object.entries(env).filter(([name, value]) => isSecretName.test(name) && value.length >= shortest && text.includes(value));
  return [...shaped, ...ofEnvironment.map(([name]) => `the value of ${name}`)];
}

/** Ends the build where a file of it, or a source map with all its comments, holds a secret. Nothing is written then. */
export const refuseSecrets = () => ({
  name: 'refuse-secrets',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const texts = file.type === 'chunk' ? [file.code, file.map?.toString() ?? ''] : [typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('latin1')];
        for (const found of texts.flatMap((text) => secretsIn(text))) this.error(`dist/${name} would hold what looks like ${found}: nothing secret is published`);
      }
    },
  },
});
