// The few words of node:assert/strict that a page needs, so that tests read the same on both sides.
class AssertionError extends Error {
  override name = 'AssertionError';
  readonly actual: unknown;
  readonly expected: unknown;
  constructor(message: string, actual: unknown, expected: unknown) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

const shown = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value, null, 1) ?? String(value));

export function ok(value: unknown, message = 'expected something true'): asserts value {
  if (!value) throw new AssertionError(message, value, true);
}

export function equal<Value>(actual: unknown, expected: Value, message?: string): asserts actual is Value {
  if (!Object.is(actual, expected)) throw new AssertionError(message ?? `expected ${shown(expected)}, got ${shown(actual)}`, actual, expected);
}

/** For plain data: what JSON keeps is compared, keys in their order. */
export function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (shown(actual) !== shown(expected)) throw new AssertionError(message ?? `expected ${shown(expected)}, got ${shown(actual)}`, actual, expected);
}

export function match(actual: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(actual)) throw new AssertionError(message ?? `expected ${shown(actual)} to match ${String(pattern)}`, actual, pattern);
}
