import { extrasStyles } from '../../shared/extras.styles.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';
import { CardFees } from './fees.ts';
import { Links } from './links.ts';

export { withOwn } from '../../shared/own-strings.ts';

/** What few owners ask for by an attribute or a child and what then has to be drawn at once: one small file for all of it. */
export class Part {
  readonly fees: CardFees;
  readonly links: Links;

  constructor(host: SupportWidget, kit: Kit) {
    this.fees = new CardFees(host, kit);
    this.links = new Links(host, kit);
    host.wear(extrasStyles);
    host.extras = this;
  }
}

export type Extras = Part;
