import type { Plugin } from 'rollup';

export function secretsIn(text: string, env?: Record<string, string | undefined>): string[];
export function refuseSecrets(): Plugin;
