import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, problems, type ProblemCode } from '../../src/shared/problem.ts';

test('a problem is what RFC 9457 asks for: type, title, status, and our code', () => {
  const problem = new Problem('amount_too_small', { field: 'amount', limit: 500 });
  assert.deepEqual(JSON.parse(JSON.stringify(problem)), {
    type: 'urn:support-widget:problem:amount_too_small',
    title: problems.amount_too_small[1],
    status: 400,
    code: 'amount_too_small',
    field: 'amount',
    limit: 500,
  });
});

test('a problem does not show its cause or its stack', () => {
  const text = JSON.stringify(new Problem('stripe_refused', {}, new Error('sk_test_inside')));
  assert.ok(!text.includes('sk_test_inside'), text);
  assert.ok(!text.includes('.ts'), text);
});

test('every code has a status that says it failed, and a title', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    const { status, title } = new Problem(code).toJSON();
    assert.ok(status >= 400 && status < 600, code);
    assert.match(title, /^[A-Z].+[^.]$/, code);
  }
});
