export const budget: number;
export function brotliSize(code: Uint8Array): number;
