// What a translator forgets, or makes up, the compiler says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const project = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'support-widget-locales-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

let copies = 0;
/** @returns what the compiler says of the languages with one of their files changed */
function compileWith(file: string, change: (text: string) => string): Promise<string> {
  const folder = join(scratch, String(++copies));
  for (const part of ['src/shared', 'src/server/give/words.ts', 'src/server/give/locales', 'src/sandbox/pay']) cpSync(join(project, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(project, 'tsconfig.json'), compilerOptions: { types: [], rootDir: 'src', declaration: false }, include: ['src'] }));
  return new Promise((resolve) => {
    execFile(process.execPath, [join(project, 'node_modules/typescript/bin/tsc'), '-p', folder, '--pretty', 'false'], { cwd: folder }, (error, stdout, stderr) => resolve(stdout + stderr + (error && !stdout ? error.message : '')));
  });
}

/** Without what the pattern finds; it must find it once. */
const without = (pattern: RegExp) => (text: string) => {
  assert.equal(text.match(new RegExp(pattern, 'g'))?.length, 1, `${pattern.source} is there once`);
  return text.replace(pattern, '');
};
const polish = 'src/shared/locales/pl.ts';
const polishPages = 'src/server/give/locales/pl.ts';

test('the languages as they are compile', async () => assert.equal(await compileWith(polish, (text) => text), ''));

const wrong: [what: string, file: string, change: (text: string) => string, name: string][] = [
  ['a sentence is missing', polish, without(/ {2}copied: .*\n/), 'copied'],
  ['a sentence of a group is missing', polish, without(/ {4}offline: .*\n/), 'offline'],
  ['a sentence for a frequency is missing', polish, (text) => text.replace(/(giveAny: \{.*), year: '[^']*'/, '$1'), 'year'],
  ['a plural form is missing', polish, without(/ few: '[^']*',/), 'few'],
  ['there is a plural form that the language has not', polish, (text) => text.replace("wait: {", "wait: { two: 'Dwie.',"), 'two'],
  ['there is a sentence nobody says', polish, (text) => text.replace('  copied:', "  copid: 'Skopiowano.',\n  copied:"), 'copid'],
  ['a sentence is a function', polish, (text) => text.replace(/ {2}yes: .*\n/, '  yes: (amount: string) => amount,\n'), 'yes'],
  ['a sentence of the pages alone is missing', polishPages, without(/ {2}notHere: .*\n/), 'notHere'],
  ['a sentence of the sandbox\'s pay page is missing', 'src/sandbox/pay/locales/pl.ts', without(/ {2}decline: .*\n/), 'decline'],
  ['a period of the sandbox\'s pay page is missing', 'src/sandbox/pay/locales/pl.ts', without(/, week: '[^']*'/), 'week'],
  ['there is a sentence the pages never say', polishPages, (text) => text.replace('  notHere:', "  nothere: 'x',\n  notHere:"), 'nothere'],
];
for (const [what, file, change, name] of wrong) {
  test(`where ${what}, the languages do not compile, and ${name} is named`, async () => {
    const text = readFileSync(join(project, file), 'utf8');
    assert.notEqual(change(text), text);
    const said = await compileWith(file, change);
    assert.match(said, new RegExp(`^${file.replaceAll('.', '\\.')}\\(\\d+,\\d+\\): error TS\\d+:`, 'm'));
    assert.ok(said.includes(`'${name}'`), said);
  });
}

test('where a language of the list has no file, or a file too few plural forms for its language, it does not compile', async () => {
  assert.match(await compileWith('src/server/give/words.ts', without(/ {2}pl: \{ \.\.\.pl, \.\.\.plPage \},\n/)), /words\.ts\(\d+,\d+\): error TS\d+: .*'pl'/);
  assert.match(await compileWith('src/shared/locales/de.ts', (text) => text.replace("Words<'de'>", "Words<'pl'>")), /de\.ts\(\d+,\d+\): error TS\d+:/);
});
