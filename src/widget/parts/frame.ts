import { html } from 'lit';
import { frameEn } from '../../shared/english/frame.ts';
import type { Kit } from '../kit.ts';
import type { SupportWidget } from '../support-widget.ts';
import { styles } from './frame.styles.ts';

const dismissedKey = 'support-widget-dismissed';
/** The frame of the layouts that stand over the page: a dialog, modal (`button`) or along the bottom of the window (`bar`). */
export class Part {
  #isOpen = false;
  #leave: (() => void) | undefined;
  readonly #host: SupportWidget;
  readonly #kit: Kit;

  constructor(host: SupportWidget, kit: Kit) {
    this.#host = host;
    this.#kit = kit;
    host.wear(styles);
    host.frame = this;
    void host.updateComplete.then(() => host.isConnected && this.arrange());
  }

  render(form: unknown): unknown {
    const { layout, spoken } = this.#host;
    const words = this.#host.wordsWith(frameEn);
    const close = html`<button type="button" class="close" part="close" aria-label=${words.close} @click=${this.#onClose}></button>`;
    const expand = html`<button type="button" class="expand" part="open" aria-haspopup="dialog" @click=${() => this.spread()}>${words.legend}</button>`;
    const dialog = html`<dialog class=${`frame ${layout}`} part="frame" lang=${spoken} aria-labelledby="heading" @keydown=${this.#onKey} @mousedown=${this.#onBackdrop} @close=${this.#onClosed}>${close}${form}${layout === 'bar' ? expand : ''}</dialog>`;
    // On paper the plain link stands in its place.
    const paper = html`<slot class="paper"></slot>`;
    if (layout === 'bar') return html`${dialog}${paper}`;
    return html`<div class="frame bare" lang=${spoken}><button type="button" part="open" aria-haspopup="dialog" @click=${() => this.open()}>${words.heading}</button>${dialog}</div>${paper}`;
  }

  /** Takes the bar's place among the page's widgets. With one that stands in the page on screen, it would ask twice. */
  arrange(): void {
    const { widgets, looks } = this.#kit;
    this.leave();
    if (this.#host.layout !== 'bar') return;
    const onScreen = new Set<Element>();
    const decide = (): void => {
      // Whoever is writing into it keeps it.
      if (this.#dialog?.matches(':focus-within, :modal')) return;
      this.#show(!onScreen.size && !this.#kit.inSession((storage) => storage.getItem(dismissedKey)));
    };
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) onScreen[isIntersecting ? 'add' : 'delete'](target);
      decide();
    });
    const look = () => {
      observer.disconnect();
      onScreen.clear();
      const inline = [...widgets].filter(({ layout }) => layout !== 'bar' && layout !== 'button');
      for (const element of inline) observer.observe(element);
      if (!inline.length) decide();
    };
    looks.add(look);
    look();
    this.#leave = () => {
      looks.delete(look);
      observer.disconnect();
      this.#show(false);
    };
  }

  leave(): void {
    this.#leave?.();
    this.#leave = undefined;
  }

  open(): void {
    if (this.#host.layout === 'bar') this.#show(true);
    else if (!this.#dialog?.open) this.#dialog?.showModal();
  }

  close(): void {
    if (this.#host.layout === 'bar') this.#show(false);
    else this.#dialog?.close();
  }

  /** A bar is no room to pay in, or on a small screen to choose: it becomes a dialog over the page for as long. */
  spread(): void {
    const dialog = this.#dialog;
    if (this.#host.layout !== 'bar' || dialog?.matches(':modal')) return;
    dialog?.close();
    dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.shadowRoot!.querySelector('dialog');
  }

  #show(isOpen: boolean): void {
    this.#isOpen = isOpen;
    const dialog = this.#dialog;
    if (!dialog) return;
    if (dialog.matches(':modal')) dialog.close();
    // Not by show(), which would take the keyboard from where the reader is.
    dialog.toggleAttribute('open', isOpen);
    // What the keyboard goes to is scrolled clear of the bar (WCAG 2.4.11).
    document.documentElement.style.scrollPaddingBlockEnd = isOpen ? `${dialog.offsetHeight}px` : '';
  }

  readonly #onClose = (): void => {
    const dialog = this.#dialog!;
    // Back into the bar, unless the reader has given.
    if (this.#host.layout === 'bar' && (!dialog.matches(':modal') || this.#host.phase === 'thanked')) {
      this.#kit.inSession((storage) => storage.setItem(dismissedKey, 'yes'));
      this.#show(false);
    } else dialog.close();
  };

  /** By our button, or by the browser's own ways (Escape, the back gesture). */
  readonly #onClosed = (): void => {
    if (this.#dialog?.open) return;
    this.#host.journey?.ceasePaying();
    if (this.#host.layout !== 'bar' || !this.#isOpen) return;
    this.#show(true);
    void this.#host.moveTo('.expand');
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !this.#dialog?.matches(':modal')) this.#onClose();
  };

  /** A press beside the dialog: not on its edge, and not a drag out of the field, which ends there as a click. */
  readonly #onBackdrop = (event: MouseEvent): void => {
    const dialog = this.#dialog!;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if ((x >= left && x <= right && y >= top && y <= bottom) || !dialog.matches(':modal') || this.#host.phase === 'leaving') return;
    event.preventDefault();
    dialog.close();
  };
}

export type Frame = Part;
