import { linkTier } from '../../shared/link-tier.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';

/** One widget's tiers that are links: `<a href="https://donate.stripe.com/…" data-amount="100">`, a Payment Link in a tier's place. */
export class Links {
  #found = new Map<number, string>();
  readonly #host: SupportWidget;
  readonly #kit: Kit;

  constructor(host: SupportWidget, kit: Kit) {
    this.#host = host;
    this.#kit = kit;
  }

  /** What stands among the children now, and the tiers that follow from that and from `amounts`. */
  read(amounts: number[]): number[] {
    const host = this.#host;
    this.#found = new Map();
    for (const link of host.querySelectorAll<HTMLAnchorElement>(':scope > a[data-amount]')) {
      const amount = host.minor(link.dataset.amount);
      if (amount && (link.dataset.frequency ?? 'once') === host.frequency && /^https?:\/\//.test(link.href) && this.#kit.webAddress(link.href)) this.#found.set(amount, link.href);
    }
    // Without a function only links take money, and 0 costs none.
    return host.endpoint ? amounts : [...amounts.filter((amount) => !amount), ...[...this.#found.keys()].toSorted((a, b) => a - b)];
  }

  has(amount: number): boolean {
    return this.#found.has(amount);
  }

  render(amount: number, inside: unknown): unknown {
    const host = this.#host;
    const { html, tell } = this.#kit;
    const href = this.#found.get(amount);
    // As for a press (checkout.ts): Stripe's page refuses to be framed.
    const target = host.target && ['_self', '_top', '_blank'].includes(host.target) ? host.target : window === window.top ? '_self' : '_top';
    const onFollow = (event: Event) => tell(host, 'support-checkout', { amount, currency: host.currency, frequency: host.frequency }) || event.preventDefault();
    return href && linkTier(html, href, target, inside, onFollow);
  }
}
