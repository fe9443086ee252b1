export function leanLit(file: string, text: string): string | undefined;
