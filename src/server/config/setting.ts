/** Settings that stop the start: one line for each, naming the setting and the remedy. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

/** Nobody on the way can read or change what goes there: encrypted, or it does not leave this machine. */
export const isSafe = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));

/** A setting that is taken as it is written, where it has this shape. */
export const pattern = (name: string, shape: RegExp, remedy: string) => (text: string) => {
  if (!shape.test(text)) throw new ConfigError([`${name} ${remedy}`]);
  return text;
};
