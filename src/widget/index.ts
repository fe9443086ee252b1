import { languageOf, loadWords, wordsIn } from './language.ts';
import { SupportGoal } from './support-goal.ts';
import { SupportWidget } from './support-widget.ts';

export { SupportGoal, SupportWidget };
export type { Choice, Thanks } from './events.ts';
export type { OwnStrings } from './language.ts';
export type { Layout } from './support-widget.ts';
export type { Frequency } from '../shared/gift.ts';

function define(): void {
  // A page may carry the script twice (a plugin and a theme): the first one stays.
  if (!customElements.get('support-widget')) customElements.define('support-widget', SupportWidget);
  if (!customElements.get('support-goal')) customElements.define('support-goal', SupportGoal);
}

// Until the page's language is here its elements keep the room they have: drawn without words, they would give it away.
const waiting = [...document.querySelectorAll('support-widget, support-goal')].map(languageOf).filter((tag) => !wordsIn(tag));
if (waiting.length) void Promise.all(waiting.map(loadWords)).then(define);
else define();
