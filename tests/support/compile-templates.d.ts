export function compileTemplate(texts: string[]): { markup: string; parts: string };
export function compileTemplates(code: string): string;
