// Sentences and looks before all else: text beside text, the file is packed 100 bytes smaller.
import '../shared/strings.ts';
import './support-widget.styles.ts';
import './support-goal.styles.ts';
import { early, load } from './kit.ts';
import { languageOf, loadWords, wordsIn } from './language.ts';
import { SupportGoal } from './support-goal.ts';
import { SupportWidget } from './support-widget.ts';

export { SupportGoal, SupportWidget };
export type { Choice, Thanks } from './events.ts';
export type { OwnStrings } from '../shared/own-strings.ts';
export type { Layout } from './support-widget.ts';
export type { Frequency } from '../shared/gift.ts';

function define(): void {
  // A page may carry the script twice (a plugin and a theme): the first one stays.
  if (!customElements.get('support-widget')) customElements.define('support-widget', SupportWidget);
  if (!customElements.get('support-goal')) customElements.define('support-goal', SupportGoal);
}

// Until the page's language, and what else has to be drawn at once, is here its elements keep the room they have: drawn
// without words, they would give it away.
const waiting: Promise<unknown>[] = [...document.querySelectorAll('support-widget, support-goal')].map(languageOf).filter((tag) => !wordsIn(tag)).map(loadWords);
for (const name of ['extras', 'frame'] as const) if (document.querySelector(`support-widget${early[name]}`)) waiting.push(load[name]().catch(() => undefined));
if (waiting.length) void Promise.all(waiting).then(define);
else define();
