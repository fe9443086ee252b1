// A page of TypeScript and no framework.
// oxlint-disable -- compiled against what is built (types.test.ts), which the linter does not have
import { SupportWidget, type Choice, type Thanks } from 'support-widget';

const widget: SupportWidget = document.createElement('support-widget');
const goal = document.querySelector('support-goal')!;

widget.endpoint = 'https://give.example.org';
widget.amounts = [0, 100, '2500'];
widget.amountsMonth = '5 10 20';
widget.layout = 'bar';
widget.frequencies = ['once', 'month'];
widget.noCustom = true;
goal.raised = 1250;
goal.ticks = '0 2500 5000';
widget.open();
widget.checkout();
const gift: Choice | null = widget.gift;

document.addEventListener('support-thanks', (event) => event.detail.amount.toFixed() + event.detail.currency.toUpperCase());
addEventListener('support-error', ({ detail }) => detail.code.trim());
widget.addEventListener('support-change', ({ detail }) => detail?.frequency === 'month');
widget.addEventListener('support-thanks', ({ detail }: CustomEvent<Thanks>) => detail.processing);

// @ts-expect-error: no such layout
widget.layout = 'sidebar';
// @ts-expect-error: no such property
widget.colour = 'green';
// @ts-expect-error: what is chosen is only read
widget.gift = gift;
// @ts-expect-error: inside
widget.phase = 'thanked';
// @ts-expect-error: an amount is no text
document.addEventListener('support-thanks', (event) => event.detail.amount.trim());
// @ts-expect-error: there may be no choice
widget.addEventListener('support-change', ({ detail }) => detail.amount);
// @ts-expect-error: of the widget, not of the meter
goal.amounts = '0 100';
