// Sentences and looks before all else: text beside text, the file is packed smaller.
import '../shared/strings.ts';
import './support-goal.styles.ts';
import './support-widget.styles.ts';
import { SupportGoal } from './support-goal.ts';
import { SupportWidget } from './support-widget.ts';

export { SupportGoal, SupportWidget };
export type { Choice, Thanks } from './events.ts';
export type { OwnStrings } from '../shared/own-strings.ts';
export type { Layout } from './support-widget.ts';
export type { Frequency } from '../shared/gift.ts';

/** Which may wait for their language, a part or, where there are many, their turn (turn.ts); the others are drawn before anybody sees this page again. */
const mayWait = '[fees],[strings],[layout],:not(:lang(en)),:has([data-amount])';

// Until it is drawn each keeps the room, and the link, that stand there for one that is not defined.
const rooms = [...document.querySelectorAll('support-widget')].filter((widget, _, all) => (all[3] || widget.matches(mayWait)) && widget.offsetHeight);
const heights = rooms.map((widget) => widget.offsetHeight); // before any is changed, or each would be a layout of its own
rooms.forEach(({ style }, place) => (style.cssText += `;display:block;box-sizing:border-box;height:${heights[place]}px`));
// A page may carry the script twice (a plugin and a theme): the first one stays.
if (!customElements.get('support-goal')) customElements.define('support-goal', SupportGoal);
if (!customElements.get('support-widget')) customElements.define('support-widget', SupportWidget);
rooms.forEach(({ style, updateComplete }) => void updateComplete.then(() => (style.display = style.boxSizing = style.height = '')));
