import { currencyRule } from '../shared/currencies.ts';
import { extrasStyles } from '../shared/extras.styles.ts';
import { feesBox } from '../shared/fees-box.ts';
import { parseFees, withFees } from '../shared/fee-sum.ts';
import { inPage, type FormView } from '../shared/form.ts';
import { formStyles } from '../shared/form.styles.ts';
import type { Frequency } from '../shared/gift.ts';
import { linkTier } from '../shared/link-tier.ts';
import { parseDecimal } from '../shared/money.ts';
import { offeredFrequencies, words as listed } from '../shared/offer.ts';
import { withOwn } from '../shared/own-strings.ts';
import { fill, languageFor } from '../shared/strings.ts';
import { drawn, escaped, html } from './render/markup.ts';
import { moneyIn, wordsIn } from './render/languages.ts';
import { childrenIn, readTag, textIn, type Tag } from './render/tag.ts';

/** A widget that cannot be drawn, and why, for its owner. */
export class RenderError extends Error {
  override name = 'RenderError';
}

export interface RenderOptions {
  /** The page's language, BCP 47; the tag's own `lang` comes before it. */
  lang?: string;
  /** Of your policy's `style-src`, for the looks inside the tag. */
  nonce?: string;
  /** Where you serve `widgetStyles()` as a style sheet, in place of looks inside the tag. */
  styles?: string;
}

/**
 * The looks of a widget that is drawn before script. A meter keeps its room until its own script is there, as it will
 * take it then. In ASCII: a sheet that is served without its charset is read as another.
 */
export const widgetStyles = (): string =>
  `${formStyles.replaceAll('✓', '\\2713')}${extrasStyles}
  support-goal:not(:defined),
  ::slotted(support-goal:not(:defined)) {
    display: block;
    min-block-size: calc(3.375em + 2px);
  }
  @media (scripting: none) {
    .fees {
      display: none;
    }
  }
`;

/** An address of the web, in itself or from a page of it; nothing that runs. */
function isOfTheWeb(address: string): boolean {
  const url = URL.parse(address, 'https://page.invalid/');
  return url?.protocol === 'https:' || url?.protocol === 'http:';
}

function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en'; // as the widget takes it
  }
}

/** What the tag says, as the widget will understand it. */
function viewOf({ attributes, inside }: Tag, lang: string): { view: FormView; hidden: Record<string, string>; action?: string; target?: string } {
  const read = (name: string, otherwise = '') => attributes.get(name) || otherwise;
  const currency = read('currency', 'USD');
  const rule = currencyRule(currency);
  if (!rule) throw new RenderError(`currency="${currency}" is not one of Stripe's table`);
  const campaign = read('campaign', 'default');
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(campaign)) throw new RenderError(`campaign="${campaign}" cannot be a campaign's id`);
  const endpoint = read('endpoint');
  if (endpoint && !isOfTheWeb(endpoint)) throw new RenderError(`endpoint="${endpoint}" is no address of the web`);
  const minor = (name: string, text: string): number => {
    const amount = parseDecimal(text, currency);
    if (amount === undefined) throw new RenderError(`${name}="${text}" is not an exact amount of ${currency}`);
    return amount;
  };

  const offered = offeredFrequencies(read('frequencies'));
  const wanted = read('default-frequency') as Frequency;
  const frequency = offered.includes(wanted) ? wanted : offered[0]!;
  const children = childrenIn(inside).filter((child) => child.attributes.has('data-amount'));
  const isForThis = (child: Tag, otherwise: string) => (child.attributes.get('data-frequency') ?? otherwise) === frequency;
  const amountOf = (child: Tag) => minor('data-amount', child.attributes.get('data-amount')!);
  const labels = new Map(children.filter((child) => child.name !== 'a' && isForThis(child, frequency)).map((child) => [amountOf(child), textIn(child.inside).trim()]));
  const links = new Map(children.filter((child) => child.name === 'a' && isForThis(child, 'once') && isOfTheWeb(child.attributes.get('href') ?? '')).map((child) => [amountOf(child), child.attributes.get('href')!]));
  if (!endpoint && links.size === 0) throw new RenderError('it has neither an endpoint nor a link with data-amount: there is nothing to draw');

  const list = frequency === 'once' ? 'amounts' : `amounts-${frequency}`;
  const amounts = listed(attributes.get(list) ?? attributes.get('amounts') ?? '0 100 2500 5000').map((text) => minor(list, String(text)));
  const tiers = [...new Set(endpoint ? amounts : [...amounts.filter((amount) => !amount), ...[...links.keys()].toSorted((a, b) => a - b)])];
  const hasField = !attributes.has('no-custom') && !!endpoint;
  const value = attributes.get('value') ? minor('value', attributes.get('value')!) : undefined;
  const isTier = value !== undefined && tiers.includes(value) && !links.has(value);
  const choice = isTier ? value : value && hasField ? 'other' : undefined;
  const amount = choice === undefined ? undefined : value;

  const money = moneyIn(lang);
  const words = withOwn(wordsIn(lang), attributes.get('strings'));
  const format = (sum: number) => money(sum, currency);
  const target = /^_(?:self|top|blank)$/.test(read('target')) ? read('target') : undefined;
  const fees = attributes.get('fees') ? parseFees(attributes.get('fees')!, (text) => parseDecimal(text, currency)) : undefined;
  if (attributes.get('fees') && !fees) throw new RenderError(`fees="${attributes.get('fees')}" is not written like "2.9% + 0.30"`);
  const total = fees && amount ? withFees(amount, fees, rule.step) : 0;
  const returnUrl = read('return-url');

  return {
    view: {
      layout: read('layout') === 'compact' ? 'compact' : 'card',
      words,
      spoken: attributes.get('strings') ? lang : languageFor(lang),
      currency,
      endpoint,
      offered,
      frequency,
      tiers,
      labelOf: (tier) => labels.get(tier),
      linkOf: (tier, content) => links.has(tier) ? linkTier(html, links.get(tier)!, target, content) : undefined,
      choice,
      hasField,
      typed: choice === 'other' ? money(amount!, currency, true) : '',
      gift: amount === undefined ? null : { amount },
      format,
      meter: attributes.has('goal') || attributes.has('raised') ? html`<support-goal lang=${lang}></support-goal>` : '',
      feesBox: fees && endpoint && choice !== 0 ? feesBox(html, total ? fill(words.coverFeesOf, { fees: format(total - amount!), total: format(total) }) : words.coverFees, false) : '',
    },
    action: endpoint ? `${endpoint.replace(/\/?$/, '/')}give` : undefined,
    target,
    hidden: {
      campaign,
      currency: currency.toUpperCase(),
      lang,
      ...(offered.length === 1 && { frequency }),
      // One that is relative is the page's to know.
      ...(/^https?:\/\//.test(returnUrl) && { return: returnUrl }),
    },
  };
}

/**
 * Draws a widget before any script runs: the tag comes back with the form inside (declarative shadow DOM), for pages that
 * are static or made on a server. Without script the form goes to the function's `POST /give`; with it the widget takes
 * over what stands. A bar, or a button with its dialog, stands over the page and needs script to: these come back as they are.
 *
 * @param tag `<support-widget …>…</support-widget>`, alone
 * @throws RenderError where it is not that, or says what cannot be used
 */
export function renderWidget(tag: string, { lang, nonce, styles }: RenderOptions = {}): string {
  const begin = tag.search(/\S/);
  const found = begin === -1 ? undefined : readTag(tag, begin);
  if (!/^\s*<support-widget[\s>]/i.test(tag)) throw new RenderError('this is no <support-widget> tag');
  if (!found) throw new RenderError('the <support-widget> tag has no end: write </support-widget>');
  const after = tag.slice(found.end);
  if (after.trim()) throw new RenderError(`behind the <support-widget> tag there is more: ${after.trim().slice(0, 40)}`);
  const { attributes, start, inside } = found.tag;
  if (/<template[^>]*\sshadowrootmode/i.test(inside)) throw new RenderError('it is drawn already');
  if (attributes.get('layout') === 'bar' || attributes.get('layout') === 'button') return tag;
  const { view, hidden, action, target } = viewOf(found.tag, canonical(attributes.get('lang') || lang || 'en'));
  const looks = styles ? `<link rel="stylesheet" href="${escaped(styles)}">` : `<style${nonce ? ` nonce="${escaped(nonce)}"` : ''}>${widgetStyles()}</style>`;
  const fields = Object.entries(hidden).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`).join('');
  // What goes without script is no part of the widget's form: it sends nothing by itself.
  const form = drawn(inPage(html, view))
    .replace('<form', () => (action ? `<form method="post" action="${escaped(action)}"${target ? ` target="${target}"` : ''}` : '<form'))
    .replace('</form>', () => `${action ? fields : ''}</form>`);
  return `${tag.slice(0, begin)}${start}<template shadowrootmode="open">${looks}${form}</template>${inside}</support-widget>${after}`;
}
