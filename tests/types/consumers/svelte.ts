// Svelte: markup is checked by what SvelteHTMLElements says of a tag.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import type { SvelteHTMLElements } from 'svelte/elements';
import type { SupportWidgetProps } from 'support-widget/svelte';

type Widget = SvelteHTMLElements['support-widget'];

export const shared: SupportWidgetProps = { endpoint: '/give' };
export const widget: Widget = {
  ...shared,
  class: ['wide', { open: true }],
  'data-place': 'above',
  amounts: [0, 100],
  'amounts-month': '5 10 20',
  'no-custom': true,
  layout: 'compact',
  ui: 'hosted',
  onclick: ({ currentTarget }) => currentTarget.open(),
  'onsupport-thanks': (event) => event.detail.amount.toFixed(),
  'on:support-change': ({ detail }) => detail?.frequency,
};
export const meter: SvelteHTMLElements['support-goal'] = { slot: 'goal', raised: 1250 };

export const wrong: Widget[] = [
  // @ts-expect-error: no such attribute
  { colour: 'green' },
  // @ts-expect-error: no such layout
  { layout: 'sidebar' },
  // @ts-expect-error: "false" would turn it on
  { 'no-custom': false },
  // @ts-expect-error: an amount is no text
  { 'onsupport-thanks': (event) => event.detail.amount.trim() },
  // @ts-expect-error: there may be no choice
  { 'on:support-change': ({ detail }) => detail.frequency },
];
