import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inMarkdown } from './report.ts';
import { readmeParts, readResults } from './results.ts';

const remedy = '`npm run bench -- report` writes them anew from tests/bench/results.json';

test("the README's figures are those that were measured last", () => {
  const { written, wanted } = readmeParts();
  assert.ok(written, 'the README has no <!-- measured --> part');
  assert.equal(written, wanted, remedy);
});

test('results.md is results.json in tables', () => {
  assert.equal(readFileSync(join(import.meta.dirname, 'results.md'), 'utf8'), inMarkdown(readResults()), remedy);
});

test('what was measured says when and on what, and names neither the machine nor a folder of it', () => {
  const results = readResults();
  for (const part of ['browser', 'server', 'ledger'] as const) {
    const { date, machine } = results[part] ?? assert.fail(`${part} was not measured: npm run bench -- ${part}`);
    assert.match(date, /^\d{4}-\d\d-\d\d$/);
    assert.ok(machine.cores > 0 && machine.memory > 0 && machine.processor && machine.node, part);
  }
  assert.doesNotMatch(JSON.stringify(results), /\/(tmp|home|root|Users)\b|127\.0\.0\.1|hostname/);
});
