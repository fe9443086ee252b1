import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { said, run } from './program.ts';

suite('support-widget:', { concurrency: 4 }, () => {
  test('--help shows the commands on stdout, and all is well', async (t) => {
    for (const word of ['--help', '-h', 'help']) {
      const program = run(t, [word]);
      assert.deepEqual([await program.end, program.stderr], [0, ''], word);
      for (const command of ['dev', 'serve', 'sync', 'render']) assert.match(program.stdout, new RegExp(`^ +${command} `, 'm'));
      assert.match(program.stdout, /^Usage: support-widget/);
    }
  });

  for (const words of [[], ['sing'], ['serve', '--fast'], ['dev', 'now'], ['--version-of-nothing'], ['toString'], ['__proto__']]) {
    test(`"support-widget ${words.join(' ')}" is a wrong call: usage on stderr, exit code 2`, async (t) => {
      const program = run(t, words);
      assert.deepEqual([await program.end, program.stdout], [2, '']);
      assert.match(program.stderr, /^Usage: support-widget/);
      assert.equal(said(program).filter((line) => /^ +at /.test(line)).length, 0, 'no stack trace');
    });
  }

  test('render prints the tag with its form inside', async (t) => {
    const program = run(t, ['render', '<support-widget endpoint="/"></support-widget>', '--lang', 'de', '--styles', '/w.css']);
    assert.deepEqual([await program.end, program.stderr], [0, '']);
    assert.match(program.stdout, /^<support-widget endpoint="\/"><template shadowrootmode="open"><link rel="stylesheet" href="\/w\.css">.*Unterstützen Sie uns.*<\/support-widget>\n$/s);
  });

  test('render --css prints the looks alone', async (t) => {
    const program = run(t, ['render', '--css']);
    assert.deepEqual([await program.end, program.stderr], [0, '']);
    assert.match(program.stdout, /:host ?\{/);
  });

  for (const [words, why] of [
    [[], /write one tag in quotes/],
    [['<p></p>'], /no <support-widget> tag/],
    [['<support-widget endpoint="/">'], /no end/],
    [['<support-widget endpoint="/"></support-widget>', '--colour', 'red'], /--colour/],
  ] as const) {
    test(`render ${words.join(' ')} says what is wrong, exit code 1`, async (t) => {
      const program = run(t, ['render', ...words]);
      assert.deepEqual([await program.end, program.stdout], [1, '']);
      assert.match(program.stderr, why);
      assert.equal(said(program).filter((line) => /^ +at /.test(line)).length, 0, 'no stack trace');
    });
  }
});
