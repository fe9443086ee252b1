// Vue: templates are checked by what GlobalComponents says of a tag, JSX by its own table.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import type { GlobalComponents } from 'vue';
import type { SupportWidget } from 'support-widget';
import type {} from 'support-widget/vue';

/** What a template may bind, and what its `ref` is. */
type Bound<Tag extends keyof GlobalComponents> = GlobalComponents[Tag] extends new () => { $props: infer Props } ? Props : never;
type Instance<Tag extends keyof GlobalComponents> = GlobalComponents[Tag] extends new () => infer Element ? Element : never;

export const widget = (element: Instance<'support-widget'>): SupportWidget => element;
export const bound: Bound<'support-widget'> = {
  id: 'give',
  class: ['wide', { open: true }],
  key: 1,
  endpoint: 'https://give.example.org',
  amounts: [0, 100],
  amountsMonth: '5 10 20',
  'return-url': '/thanks',
  noCustom: false,
  layout: 'button',
  onClick: (event) => event.clientX,
  onSupportThanks: (event) => event.detail.amount.toFixed(),
};
export const meter: Bound<'support-goal'> = { slot: 'goal', raised: 1250 };

export const wrong: Bound<'support-widget'>[] = [
  // @ts-expect-error: no such attribute
  { colour: 'green' },
  // @ts-expect-error: no such layout
  { layout: 'sidebar' },
  // @ts-expect-error: "false" would turn it on
  { 'no-custom': false },
  // @ts-expect-error: an amount is no text
  { onSupportThanks: (event) => event.detail.amount.trim() },
];

export const article = () => (
  <support-widget class="wide" endpoint="/give" amounts={[0, 100]} no-custom layout="bar" onSupportChange={({ detail }) => detail?.frequency}>
    <support-goal slot="goal" raised="1250" />
  </support-widget>
);

export const wrongJsx = () => [
  // @ts-expect-error: no such attribute
  <support-widget colour="green" />,
  // @ts-expect-error: no such layout
  <support-widget layout="sidebar" />,
  // @ts-expect-error: there may be no choice
  <support-widget onSupportChange={({ detail }) => detail.frequency} />,
];
