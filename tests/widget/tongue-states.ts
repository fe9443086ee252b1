// The widget in each of its languages, brought into its states without a word of any of them.
import type { OwnStrings } from '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { show, until } from '../support/reader.ts';
import { answer, campaign, endpoint, gift, held, problem } from './endpoint-stand-in.ts';
import { comeBack, departed } from './page.ts';
import { around, sayings, type Tongue } from './sayings.ts';

export type Layout = 'card' | 'compact' | 'bar' | 'button';
const widget = (): SupportWidget => document.querySelector('support-widget')!;
const root = (): ShadowRoot => widget().shadowRoot!;
const find = <Found extends HTMLElement>(selector: string): Found => root().querySelector<Found>(selector)!;
const isThere = (selector: string): boolean => find(selector)?.checkVisibility({ visibilityProperty: true }) ?? false;
const press = (): void => find('form [part=button]').click();

async function write(text: string): Promise<void> {
  const field = find<HTMLInputElement>('#other');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await widget().updateComplete;
  press();
  await until('something is said of it', () => !!find('#field').textContent.trim());
}

function back(status: Parameters<typeof gift>[0] | 'unreachable', more: Parameters<typeof gift>[1] = {}): () => void {
  return () => {
    answer({ 'GET checkout/cs_test_1': () => (status === 'unreachable' ? problem('stripe_unavailable') : gift(status, more)) });
    comeBack({ departure: departed() });
  };
}
const alerted = (): boolean => !!find('.note [role=alert]')?.textContent.trim();

export const tongueStates: Record<string, { before?: () => void; attributes?: string; reach: () => Promise<void> }> = {
  choosing: { reach: async () => { await widget().updateComplete; } },
  'asked for a choice': { attributes: 'value=""', reach: async () => { press(); await until('it asks', () => !!find('#tiers').textContent.trim()); } },
  error: { reach: () => write('abc') },
  question: { reach: () => write('40000') },
  free: { attributes: 'value="0"', reach: () => until('it thanks', () => isThere('.free button')) },
  'fees, every year': {
    async reach() {
      find('.fees input').click();
      find('.often label:last-child input').click();
      await widget().updateComplete;
    },
  },
  busy: { before: () => answer({ 'POST checkout': held().answer }), reach: async () => { press(); await until('it is busy', () => !!find('[role=status]').textContent.trim()); } },
  failed: { before: () => answer({ 'POST checkout': () => problem('origin_not_allowed') }), reach: async () => { press(); await until('it has failed', alerted); } },
  unconfirmed: { before: back('unreachable'), reach: () => until('it is unconfirmed', () => alerted() && isThere('.note button')) },
  thanks: { before: back('paid', { frequency: 'month' }), reach: () => until('it thanks', () => isThere('#thanks')) },
  'on its way': { before: back('processing'), reach: () => until('it thanks', () => isThere('#thanks')) },
};

/** Every sentence of a language, and as much again as a share of it. */
export function longer(tongue: Tongue, share: number): OwnStrings {
  const lengthen = (value: unknown): unknown =>
    typeof value === 'string' ? `${value} ${value.replace(/[\u2068\u2069]|\{\w+\}/g, '').slice(0, Math.ceil(value.length * share)).trim()}` : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, lengthen(one)]));
  return lengthen(sayings(tongue)) as OwnStrings;
}

export async function reachIn(tongue: Tongue, name: string, { layout = 'card', strings }: { layout?: Layout; strings?: OwnStrings } = {}): Promise<SupportWidget> {
  const { before, attributes = 'value="100"', reach } = tongueStates[name]!;
  sessionStorage.clear();
  answer({ 'GET campaigns/default': () => campaign(10_000), 'POST checkout': () => problem('stripe_unavailable') });
  before?.();
  await show(`<main style="color-scheme: light; background: #fff; color: #1c1f1d" ${around(tongue)}><h1>Tide</h1>
    <support-widget endpoint="${endpoint}" layout="${layout}" fees="2.9% + 0.30" frequencies="once month year" manage-url="https://owner.example/portal" ${attributes}><support-goal slot="goal" ticks="0 2500 5000"></support-goal></support-widget></main>`);
  if (strings) {
    widget().strings = strings;
    document.querySelector('support-goal')!.strings = strings;
  }
  if (layout === 'button' || layout === 'bar') await widget().opened();
  if (layout === 'bar') widget().frame!.spread();
  await widget().updateComplete;
  await reach();
  await until('the meter is there', () => !!document.querySelector('support-goal')!.shadowRoot!.querySelector('p'));
  return widget();
}
