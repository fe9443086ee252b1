// Finds what a reader finds: by role and name, through shadow roots and slots; what nobody sees is not there.
// It knows the ways of naming that these two elements use, not all there are.

/** What is drawn inside a node: its shadow root, what is slotted, or its children. */
function* inside(node: Node): Generator<Node> {
  const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
  yield* slotted.length > 0 ? slotted : ((node as Element).shadowRoot ?? node).childNodes;
}

/** A slot has no box of its own; what is in it is asked for itself. */
const isHidden = (element: Element): boolean =>
  element.getAttribute('aria-hidden') === 'true' || (element.localName !== 'slot' && !element.checkVisibility({ visibilityProperty: true }));

/** The text of a node as it is read out, in one line. */
export function textOf(node: Node): string {
  return [...pieces(node)].join('').replace(/\s+/g, ' ').trim();
}

function* pieces(node: Node): Generator<string> {
  if (node instanceof Text) yield node.data;
  else if (!(node instanceof Element) || (!isHidden(node) && node.localName !== 'style')) for (const child of inside(node)) yield* pieces(child);
}

function roleOf(element: Element): string | undefined {
  const role = element.getAttribute('role');
  if (role) return role;
  switch (element.localName) {
    case 'a': return element.hasAttribute('href') ? 'link' : undefined;
    case 'button': return 'button';
    case 'dialog': return 'dialog';
    case 'fieldset': return 'group';
    case 'h2':
    case 'h3': return 'heading';
    case 'input': return ({ radio: 'radio', checkbox: 'checkbox' })[(element as HTMLInputElement).type] ?? 'textbox';
    case 'section': return nameOf(element) ? 'region' : undefined;
    default: return undefined;
  }
}

/** The elements an attribute such as `aria-describedby` points at, in the element's own tree. */
const pointedAt = (element: Element, attribute: string): Element[] =>
  (element.getAttribute(attribute) ?? '').split(' ').filter(Boolean).map((id) => {
    const found = (element.getRootNode() as ShadowRoot).getElementById(id);
    if (!found) throw new Error(`${attribute}="${id}" of <${element.localName}> points at nothing`);
    return found;
  });

export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const named = pointedAt(element, 'aria-labelledby');
  if (named.length > 0) return named.map(textOf).join(' ');
  if (element instanceof HTMLInputElement) return [...(element.labels ?? [])].map(textOf).join(' ');
  if (element instanceof HTMLFieldSetElement) return textOf(element.querySelector('legend') ?? new Text());
  return element.localName === 'section' ? '' : textOf(element);
}

/** What is read out after the name. */
export const descriptionOf = (element: Element): string => pointedAt(element, 'aria-describedby').map(textOf).join(' ').trim();

function* everything(node: Node): Generator<HTMLElement> {
  for (const child of inside(node)) {
    if (!(child instanceof HTMLElement)) continue;
    if (isHidden(child)) continue;
    yield child;
    yield* everything(child);
  }
}

/** All with this role, in the order of the page. */
export const all = (role: string, within: Node = document.body): HTMLElement[] => [...everything(within)].filter((element) => roleOf(element) === role);

export const names = (role: string, within?: Node): string[] => all(role, within).map(nameOf);

/** The only one with this role and, where it is given, this name. */
export function the(role: string, name?: string, within?: Node): HTMLElement {
  const found = all(role, within).filter((element) => name === undefined || nameOf(element) === name);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${found.length} of role ${role} are named ${name}; there are ${JSON.stringify(names(role, within))}`);
  return first;
}

export const isThere = (role: string, name: string, within?: Node): boolean => names(role, within).includes(name);

/** The names of the radios that are chosen: one or none. */
export const chosen = (within?: Node): string[] => all('radio', within).filter((radio) => (radio as HTMLInputElement).checked).map(nameOf);

/** Where the keyboard is, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** The role and name of where the keyboard is. Said in words: an element in a failed comparison would stop the runner. */
export function place(): string {
  const element = focused();
  return element && element !== document.body ? `${roleOf(element)} ${nameOf(element)}` : 'nowhere';
}
