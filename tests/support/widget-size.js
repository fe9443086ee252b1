// What the widget costs a reader, for the build to print and a test to hold.
import { brotliCompressSync, constants } from 'node:zlib';

export const budget = 11_000; // bytes

/** As a server that compresses once and well would send it. */
export const brotliSize = (code) => brotliCompressSync(code, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
}).length;
