import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { en } from '../shared/strings.ts';
import { load } from './kit.ts';
import { languageOf, loadWords, money, spokenIn, watchLanguage, wordsIn, type Said } from './language.ts';
import type { OwnStrings } from '../shared/own-strings.ts';

/** An owner's own sentences take the place of ours: few have any, so what does that comes where there are. */
let withOwn: typeof import('./parts/extras.ts').withOwn | undefined;
async function loadOwn(): Promise<void> {
  try {
    ({ withOwn } = await load.extras());
  } catch (error) {
    console.error(error);
    withOwn = (ours) => ours;
  }
}

/** An element that speaks the language of the place where it stands, and goes along when that changes. */
export class SpeakingElement extends LitElement {
  static override properties: PropertyDeclarations = {
    strings: {},
  };

  /** Your own sentences in place of ours, by their names; as an attribute, JSON. `{amount}` and the like stay where they are. */
  declare strings: OwnStrings | string | null | undefined;
  /** What it says now. @internal */
  declare words: Said;
  /** The page's language here, BCP 47, as it was when this was last drawn: looked up once for all that asks. @internal */
  declare language: string;
  /** @internal */
  declare renderRoot: ShadowRoot;
  #stopWatching: (() => void) | undefined;

  /** The language of what it says: an owner's own sentences are in the page's, ours may be in English instead. @internal */
  get spoken(): string {
    return this.strings ? this.language : spokenIn(this.language);
  }

  /** All that can be said, once `later` is here. @internal */
  wordsWith<Later extends object>(later: Later & { complaints?: object }): Later & Said {
    const words = { ...later, ...this.words, complaints: { ...later.complaints, ...this.words.complaints } };
    return withOwn?.(words, this.strings) ?? words;
  }

  /** An amount as readers here write it. @internal */
  money(amount: number, currency: string, isBare?: boolean): string {
    return money(amount, currency, this.language, isBare);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopWatching = watchLanguage(this, () => this.requestUpdate());
    // Moved to another place, it may be in another language.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
  }

  /** Nothing is drawn in one language to be drawn again in another, or without a piece of it: it waits for them. @internal */
  protected whatIsMissing(): Promise<unknown> | undefined {
    this.language = languageOf(this);
    return !wordsIn(this.language) ? loadWords(this.language) : this.strings && !withOwn ? loadOwn() : undefined;
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const missing = this.whatIsMissing();
    // It may have become yet another language meanwhile.
    return missing ? missing.then(() => this.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.language = languageOf(this);
    const words = wordsIn(this.language);
    this.words = withOwn?.(words ?? en, this.strings, changed.has('strings')) ?? words ?? en;
    // Drawn by code before its time: again when they are there.
    if (!words || (this.strings && !withOwn)) void Promise.all([loadWords(this.language), this.strings && loadOwn()]).then(() => this.requestUpdate('strings'));
  }
}
