// A reporter for node's test runner: one line of JSON, { passed, failed, skipped }, for tests/run.ts to add up.
import { resolve } from 'node:path';

export default async function* nodeCount(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) count.skipped += 1;
    else if (type === 'test:fail') count.failed += 1;
    else if (resolve(data.name) !== data.file) count.passed += 1; // a file without tests passes as a test named after it
  }
  yield `${JSON.stringify(count)}\n`;
}
