export const budget: number;
export declare const partBudgets: Record<string, number>;
export function brotliSize(code: Uint8Array): number;
