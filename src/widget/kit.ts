import { html, render } from 'lit';
import { currencyRule } from '../shared/currencies.ts';
import { sessionParameter } from '../shared/gift.ts';
import { minorUnits, parseDecimal } from '../shared/money.ts';
import { fill } from '../shared/strings.ts';
import { departureKey, inSession } from './arrival.ts';
import { refreshCampaign } from './campaigns.ts';
import { addressOf, campaignAddress, request, webAddress } from './endpoint.ts';
import { tell } from './events.ts';
import { part } from './part.ts';
import type { Extras } from './parts/extras.ts';
import type { Frame } from './parts/frame.ts';
import type { Journey } from './parts/journey.ts';
import type { Press } from './parts/press.ts';
import type { Takeover } from './parts/takeover.ts';
import type { SupportWidget } from './support-widget.ts';

/** The widgets that are in the page, for the bars among them, which give way to others; and what these do when that changes. */
export const widgets = new Set<SupportWidget>();
export const looks = new Set<() => void>();

/**
 * What the first choice does not need is loaded when it is needed. Each part is a file of its own that imports nothing
 * (but Lit's `html`, of which nothing is left once its templates are compiled) and is handed this instead: else a page that asks for `support-widget.js?v=2` would get a second copy of the widget.
 */
export const kit = {
  html, render, tell, fill, currencyRule, minorUnits, parseDecimal, sessionParameter,
  addressOf, campaignAddress, request, webAddress, refreshCampaign,
  departureKey, inSession, widgets, looks,
};
export type Kit = typeof kit;

/** One widget's parts, each made once by the class its file exports as `Part`. */
export interface Parts {
  press: Press;
  extras: Extras;
  journey: Journey;
  frame: Frame;
  takeover: Takeover;
}

type Made<One> = { Part: new (host: SupportWidget, kit: Kit) => One };
type Files = { [Name in keyof Parts]: Made<Parts[Name]> & (Name extends 'extras' ? Pick<typeof import('./parts/extras.ts'), 'withOwn'> : unknown) };

export const load: { [Name in keyof Parts]: () => Promise<Files[Name]> } = {
  /** The press, and what asks back before it: as soon as a reader comes near. */
  press: part(() => import('./parts/press.ts')),
  /** The way to the payment and back, and what is shown on it. */
  journey: part(() => import('./parts/journey.ts')),
  /** What takes over a form that stood here before any script. */
  takeover: part(() => import('./parts/takeover.ts')),
  /** Card fees, tiers that are links, an owner's own sentences, the compact layout. */
  extras: part(() => import('./parts/extras.ts')),
  /** The bar, and the button with its dialog. */
  frame: part(() => import('./parts/frame.ts')),
};
