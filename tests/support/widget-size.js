// What the widget costs a reader, for the build to print and a test to hold.
import { brotliCompressSync, constants } from 'node:zlib';

/** Of dist/support-widget.js, in bytes: what every page pays. */
export const budget = 10_000;
/** Of what is loaded only when it is needed. */
export const partBudgets = { press: 3_600, journey: 3_250, extras: 1_650, frame: 1_700, embedded: 750, challenge: 600, takeover: 900, es: 1_500, de: 1_500, fr: 1_500, 'pt-BR': 1_500, it: 1_500, nl: 1_500, pl: 1_500, ja: 1_500, ar: 1_500 };

/** As a server that compresses once and well would send it. */
export const brotliSize = (code) => brotliCompressSync(code, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
}).length;
