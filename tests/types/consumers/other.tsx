// JSX of another kind, with what it allows on every element; React is not installed beside it.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import type { SupportElements } from 'support-widget/jsx';

type Everywhere = { id?: string; class?: string; slot?: string; children?: unknown };
declare function h(tag: string, props: unknown, ...children: unknown[]): Node;

declare global {
  namespace JSX {
    type Element = Node;
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicElements extends SupportElements<Everywhere> {
      a: Everywhere & { href?: string };
    }
  }
}

export const article = (
  <support-widget class="wide" endpoint="/give" amounts-month="5 10 20" noCustom layout="bar" onsupport-thanks={({ detail }) => detail.amount.toFixed()}>
    <support-goal slot="goal" raised={1250} />
    <a href="mailto:support@example.org">Write to us to support us</a>
  </support-widget>
);

export const wrong = [
  // @ts-expect-error: no such attribute
  <support-widget colour="green" />,
  // @ts-expect-error: no such layout
  <support-widget layout="sidebar" />,
  // @ts-expect-error: an amount is no text
  <support-widget onsupport-thanks={({ detail }) => detail.amount.trim()} />,
];
