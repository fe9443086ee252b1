// The log of many lines, in a process of its own: what a turn says is one write, and nothing of it is lost.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** What a program that has a log writes, one entry for each write. */
function writesOf(program: string): string[] {
  const code = `
    import { openLog } from ${JSON.stringify(new URL('../../src/cli/process.ts', import.meta.url).href)};
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text) => write(JSON.stringify(text) + ',');
    const log = openLog();
    ${program}`;
  const { stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', code], { encoding: 'utf8' });
  return JSON.parse(`[${stderr.slice(0, -1)}]`) as string[];
}

test('the lines of one turn are one write, in their order; those of the next are another', () => {
  assert.deepEqual(writesOf("log('a'); log('b'); setTimeout(() => { log('c'); log('d'); }, 20);"), ['a\nb\n', 'c\nd\n']);
});

test('a process that ends loses none of them, however it ends', () => {
  assert.deepEqual(writesOf("log('a'); log('b');"), ['a\nb\n']);
  assert.deepEqual(writesOf("log('a'); process.exit(1);"), ['a\n']);
  assert.deepEqual(writesOf("process.on('uncaughtException', () => process.exit(1)); log('a'); throw new Error('x');"), ['a\n']);
});
