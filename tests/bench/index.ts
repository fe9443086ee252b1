// `npm run bench [-- browser|server|ledger] [--runs N] [--quick]`
import { parseArgs } from 'node:util';
import { measureServers } from './server.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { runs: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const log = (line: string) => console.log(line);
await measureServers({ runs: Number(values.runs ?? 3), seconds: Number(process.env.SECS ?? 1.5), log, onFigures: () => undefined });
void positionals;
