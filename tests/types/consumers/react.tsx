// React 19.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import { useRef } from 'react';
import type { SupportWidget } from 'support-widget';
import type { SupportWidgetProps } from 'support-widget/jsx';

const shared: SupportWidgetProps = { endpoint: '/give', layout: 'compact' };

export function Article() {
  const widget = useRef<SupportWidget>(null);
  return (
    <article>
      <support-widget
        {...shared}
        ref={widget}
        key="above"
        className="wide"
        style={{ marginBlock: '2rem' }}
        endpoint="https://give.example.org"
        amounts={[0, 100, 2500]}
        amounts-month="5 10 20"
        amountsYear={[50, 100]}
        no-custom
        noCustom={false}
        default-frequency="month"
        frequencies={['once', 'month']}
        layout="bar"
        ui="embedded"
        onClick={() => widget.current?.open()}
        onsupport-change={({ detail }) => detail?.amount.toFixed()}
        onsupport-thanks={(event) => event.detail.amount.toFixed()}
      >
        <support-goal slot="goal" raised={1250} ticks="0 2500 5000" />
        <a href="mailto:support@example.org">Write to us to support us</a>
      </support-widget>
    </article>
  );
}

export const wrong = [
  // @ts-expect-error: no such attribute
  <support-widget color-scheme="dark" colour="green" />,
  // @ts-expect-error: no such layout
  <support-widget layout="sidebar" />,
  // @ts-expect-error: no such frequency
  <support-widget default-frequency="week" />,
  // @ts-expect-error: a list in an attribute is written with spaces
  <support-widget amounts-month={[5, 10]} />,
  // @ts-expect-error: an amount is no text
  <support-widget onsupport-thanks={(event) => event.detail.amount.trim()} />,
  // @ts-expect-error: there may be no choice
  <support-widget onsupport-change={({ detail }) => detail.amount} />,
  // @ts-expect-error: of the widget, not of the meter
  <support-goal amounts="0 100" />,
  // @ts-expect-error: no such element
  <support-button />,
];
