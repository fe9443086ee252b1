// More rounds than `npm test` has time for: `npm run model -- COUNT [SEED [FIRST]]`, `npm run crash -- COUNT [SEED]`.
// A failure names the seed and the number, to have it again.
const [file, name, count, seed, first] = process.argv.slice(2) as [string, string, ...string[]];
if (count) process.env[name] = count;
if (seed) process.env.SEED = seed;
if (first) process.env.HISTORY = first;
await import(`./${file}`);

export {};
