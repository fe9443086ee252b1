import type { Subject } from './subjects.ts';
export const peers = async (_names: readonly string[], _log: (line: string) => void): Promise<Subject[]> => [];
