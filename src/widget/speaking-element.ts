import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import { en } from '../shared/strings.ts';
import { languageOf, loadWords, spokenIn, watchLanguage, withOwn, wordsIn, type OwnStrings, type Said } from './language.ts';

/** What an attribute holds, or nothing (and a word to the owner) where it is no object in JSON. */
function fromJson(text: string | null): unknown {
  try {
    const value: unknown = JSON.parse(text || 'null');
    if (typeof value === 'object') return value;
  } catch {
    // Said below.
  }
  console.error(`strings="${text}" is no object in JSON`);
  return undefined;
}

/** An element that speaks the language of the place where it stands, and goes along when that changes. */
export class SpeakingElement extends LitElement {
  static override properties: PropertyDeclarations = {
    strings: { converter: { fromAttribute: fromJson } },
  };

  /** Your own sentences in place of ours, by their names; as an attribute, JSON. `{amount}` and the like stay where they are. */
  declare strings: OwnStrings | undefined;
  #words: Said = en;
  #stopWatching: (() => void) | undefined;

  /** What it says now. @internal */
  get words(): Said {
    return this.#words;
  }

  /** The page's language here, BCP 47. @internal */
  get language(): string {
    return languageOf(this);
  }

  /** The language of what it says: an owner's own sentences are in the page's, ours may be in English instead. @internal */
  get spoken(): string {
    return this.strings ? this.language : spokenIn(this.language);
  }

  /** All that can be said, once `later` is here. @internal */
  wordsWith<Later extends object>(later: Later): Later & Said {
    return withOwn({ ...later, ...this.#words }, this.strings);
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

  /** Nothing is drawn in one language to be drawn again in another: it waits for its words. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (wordsIn(this.language)) return super.scheduleUpdate();
    // It may have become yet another language meanwhile.
    return loadWords(this.language).then(() => this.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues): void {
    const words = wordsIn(this.language);
    this.#words = withOwn(words ?? en, this.strings, changed.has('strings'));
    // Drawn by code before its time: again when they are there.
    if (!words) void loadWords(this.language).then(() => this.requestUpdate());
  }
}
