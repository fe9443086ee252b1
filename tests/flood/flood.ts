// `npm run flood`: the whole attack, without a challenge and with one, and what came of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allowed, attack } from './attack.ts';

const rate = Number(process.env.FLOOD_RATE ?? 500);
const seconds = Number(process.argv[2] ?? process.env.FLOOD_SECONDS ?? 30);
const folder = await mkdtemp(join(tmpdir(), 'support-widget-flood-'));
const wrong: string[] = [];
try {
  for (const challenge of [false, true]) {
    console.log(`\n${rate} requests a second for ${seconds} s from many addresses, ${challenge ? 'with' : 'without'} a challenge`);
    const out = await attack({ rate, seconds, challenge, databaseUrl: `file:${join(folder, `${challenge}.db`)}` });
    const total = out.reached.reduce((sum, count) => sum + count, 0);
    console.log(`sent            ${out.sent}: ${JSON.stringify(out.statuses)}`);
    console.log(`reached Stripe  ${total} (the budget allows ${allowed(out.reached.length)}), by second ${out.reached.join(' ')}`);
    console.log(`refusals        p50 ${out.p50} ms, p99 ${out.p99} ms (in the function p50 ${out.logged.p50} ms, p99 ${out.logged.p99} ms), without Retry-After ${out.withoutRetryAfter}`);
    console.log(`honest reader   ${out.reader.status} after ${out.reader.tries} tries${out.reader.wasAsked ? ', asked for a challenge' : ''}`);
    console.log(`back from Stripe ${out.returning} (404 is the stand-in's own answer)`);
    console.log(`afterwards      ${out.after.join(' ')} of one address`);
    console.log(`memory          ${out.memory.before} MiB before, ${out.memory.peak} at most, ${out.memory.after} after`);
    if (total > allowed(out.reached.length)) wrong.push('more than the budget reached Stripe');
    if (out.p50 >= 50) wrong.push('half of the refusals took 50 ms or more');
    if (out.withoutRetryAfter) wrong.push('a refusal did not say when to come again');
    if (out.reader.status !== 201) wrong.push('an honest reader did not get through');
    if (out.returning !== 404) wrong.push('who came back from Stripe was not answered');
    if (out.after.join() !== '201,201,201,201,201,429') wrong.push('afterwards it was not as before');
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(wrong.length ? `\nFAIL: ${wrong.join('; ')}` : '\nPASS');
process.exitCode = wrong.length ? 1 : 0;
