import type { Frequency } from '../../shared/gift.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';

/**
 * What is used of Lit's insides, under the names they have in the version that package.json pins (see
 * tests/support/lean-lit.js): places among children with where they begin and end, attributes with their element,
 * and how the latter's value is written.
 */
interface Binding {
  _$AH: unknown;
  _$AA: Node;
  _$AB: Node | null;
  element?: Element;
  j(value: unknown): void;
}
interface Rendered {
  _$litPart$?: Pick<Binding, '_$AH'> & { _$AI?(value: unknown): void };
}

const isBlank = (node: Node): boolean => node instanceof Text && !node.data.trim();
/** What both have: spaces between elements depend on who minified what. */
const childrenOf = (node: Node): Node[] => [...node.childNodes].filter((child) => !isBlank(child));

/** Each node of `fresh` beside the one that stands in its place; throws where they are not the same form. */
function pair(fresh: Node, drawn: Node, pairs: Map<Node, Node>): void {
  const [ours, theirs] = [childrenOf(fresh), childrenOf(drawn)];
  ours.forEach((node, place) => {
    const other = theirs[place];
    if (other?.nodeName !== node.nodeName || theirs.length !== ours.length) throw new Error('the form that stands here is another');
    pairs.set(node, other);
    if (node instanceof Text) (other as Text).data = node.data;
    pair(node, other, pairs);
  });
}

/** Lit's bindings are led from the fresh nodes to those that stand. */
function lead(binding: Binding, pairs: Map<Node, Node>): void {
  const { element, _$AH: value } = binding;
  if (element) {
    binding.element = pairs.get(element) as Element;
    if (value !== undefined) binding.j(value);
    return;
  }
  binding._$AA = pairs.get(binding._$AA)!;
  let end = binding._$AB;
  while (end && !pairs.has(end)) end = end.nextSibling;
  binding._$AB = end && pairs.get(end)!;
  const inner = Array.isArray(value) ? (value as Binding[]) : (value as { _$AV?: Binding[] } | null)?._$AV;
  inner?.forEach((one) => lead(one, pairs));
}

/**
 * Takes over the form that the function drew before any script ran (`renderWidget`), node by node: nothing moves, and
 * what the reader has chosen, typed or focused meanwhile stays. Lit draws its first form beside the page, then its
 * bindings are led to the nodes that stand.
 */
export class Part {
  constructor(host: SupportWidget, kit: Kit) {
    host.takeover = this;
    const root = host.shadowRoot as ShadowRoot & Rendered;
    this.#read(host, root, kit);
    // Who is in it already has come near.
    if (root.activeElement || host.choice === 'other') void host.bring('press');
    // Stands in for Lit's own until it has something to draw.
    root._$litPart$ = {
      _$AH: undefined,
      _$AI: (form) => {
        const fresh: HTMLElement & Rendered = document.createElement('div');
        kit.render(form, fresh);
        root._$litPart$ = fresh._$litPart$;
        // The looks are adopted by now, and what the plain form sends besides is not sent any more.
        for (const plain of root.querySelectorAll('style, link, input[type=hidden]')) plain.remove();
        try {
          const pairs = new Map<Node, Node>();
          pair(fresh, root, pairs);
          lead(fresh._$litPart$ as Binding, pairs);
        } catch (error) {
          console.error(error);
          root.replaceChildren(...fresh.childNodes);
        }
      },
    };
  }

  /** What the reader has done before there was a script to hear of it: whatever is no longer as it was drawn. */
  #read(host: SupportWidget, root: ShadowRoot, { currencyRule, parseDecimal }: Kit): void {
    const find = (selector: string) => root.querySelector<HTMLInputElement>(selector);
    const [often, picked, field] = [find('[name=frequency]:checked'), find('[name=amount]:checked'), find('#other')];
    const isTyped = !!field && field.value !== field.defaultValue;
    const isPicked = !!picked && !picked.defaultChecked;
    const isOften = !!often && !often.defaultChecked;
    if (!(isTyped || isPicked || isOften) || !currencyRule(host.currency || 'USD')) return;
    host.isTouched = true;
    if (isOften) host.frequency = often.value as Frequency;
    // Which of the two came last nobody knows; who is still in the field means that.
    const isOther = isTyped && (!isPicked || root.activeElement === field);
    const tier = !isOther && isPicked && picked.value !== 'other' ? parseDecimal(picked.value, host.currency || 'USD') : undefined;
    if (isTyped || isPicked) {
      host.choice = tier ?? 'other';
      host.typed = field?.value ?? '';
    }
    void host.updateComplete.then(() => {
      // Another frequency has other tiers: what was chosen is written into the field.
      if (tier && host.choice === undefined && host.hasField) {
        host.write(tier);
        host.choice = 'other';
      }
      if (host.choice === undefined) host.changed();
      else host.choose(host.choice);
    });
  }
}

export type Takeover = Part;
