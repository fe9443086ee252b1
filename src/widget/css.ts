/** A constructed style sheet, parsed once and shared by every instance. (Lit's own `css` carries messages nobody here can cause.) */
export function css([text]: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text!);
  return sheet;
}
