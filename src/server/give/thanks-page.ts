import { html } from 'hono/html';
import type { CheckoutStatus } from '../../shared/gift.ts';
import { formatMoney } from '../../shared/money.ts';
import { fill } from '../../shared/strings.ts';
import { linksOf, notePage, page, type Link, type Markup } from './page.ts';
import type { GiveWords } from './words.ts';

/** What a reader who comes from Stripe's page is told of their gift, and nothing of who gave it. */
export interface Thanks {
  standing: CheckoutStatus;
  locale: string;
  words: GiveWords;
  /** Where a gift that repeats is changed or stopped. */
  manageUrl?: string;
  /** The form; none where the campaign is gone. */
  form?: string;
  back?: URL;
}

export function thanksPage({ standing: { status, amount, currency, frequency }, locale, words, manageUrl, form, back }: Thanks): Markup {
  const again: Link[] = form ? [{ href: form, label: words.again }] : [];
  if (status === 'open') return notePage(words, words.notFinished, [words.notPaidYet], again);
  if (status === 'expired') return notePage(words, words.nothingCharged, [words.complaints.expired], again);
  const sum = formatMoney(amount, currency, locale);
  const sentence = fill(words[status === 'paid' ? 'received' : 'onTheWay'][frequency], { amount: sum });
  return page(words, words.thanks, html`
    <div class="done">
      <h1>${words.thanks}</h1>
      <p>${sentence}</p>
      <p class="quiet">${words.receipt}</p>
    </div>
    ${linksOf([
      ...(frequency !== 'once' && manageUrl ? [{ href: manageUrl, label: words.manage }] : []),
      ...(back ? [{ href: back.href, label: words.backToPage }] : again),
    ])}
  `);
}
