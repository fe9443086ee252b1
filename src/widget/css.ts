const sheets = new Map<string, CSSStyleSheet>();

/** A constructed style sheet, parsed once and shared by every instance. */
export function sheetOf(text: string): CSSStyleSheet {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheets.set(text, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(text);
  }
  return sheet;
}
