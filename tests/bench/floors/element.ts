// The least that has the widget's features in sight, written by hand: no library, one style sheet for all instances.
// Where the page brought it already drawn (declarative shadow DOM), it takes over what is there.
import { campaign, give } from './campaign.ts';
import { markup } from './markup.ts';
import { dollars, typed } from './money.ts';
import { styles } from './styles.ts';

let sheet: CSSStyleSheet | undefined;

class HandWritten extends HTMLElement {
  connectedCallback(): void {
    const of = (name: string) => this.getAttribute(name)!;
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: 'open' });
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(styles);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = markup({ amounts: of('amounts'), frequencies: of('frequencies') });
    }
    const form = root.querySelector('form')!;
    const field = form.elements.namedItem('other') as HTMLInputElement;
    const button = form.querySelector('button')!;
    // "other" is no number until there is one in the field.
    const chosen = () => (field.value ? typed(field.value) : undefined) ?? Number(new FormData(form).get('amount') ?? NaN);
    const echo = () => {
      const amount = chosen();
      button.textContent = amount > 0 ? `Support with ${dollars(amount)}` : 'Support';
    };
    form.oninput = (event) => {
      if ((event.target as HTMLInputElement).name === 'amount') field.value = '';
      else if (field.value) (form.elements.namedItem('amount') as RadioNodeList).value = 'other';
      echo();
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      if (chosen() > 0) void give(of('endpoint'), chosen(), new FormData(form).get('frequency') as string);
    };
    echo(); // a choice made before the script came
    void campaign(of('endpoint')).then(({ raised, goal }) => {
      form.querySelector('p')!.textContent = `${dollars(raised / 100)} of ${dollars(goal / 100)}`;
      form.querySelector('i')!.style.inlineSize = `${(100 * raised) / goal}%`;
    });
  }
}
customElements.define('hand-written', HandWritten);
