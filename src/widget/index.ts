import { SupportGoal } from './support-goal.ts';
import { SupportWidget } from './support-widget.ts';

export { SupportGoal, SupportWidget };
export type { Choice, Thanks } from './events.ts';
export type { Layout } from './support-widget.ts';
export type { Frequency } from '../shared/gift.ts';

// A page may carry the script twice (a plugin and a theme): the first one stays.
if (!customElements.get('support-widget')) customElements.define('support-widget', SupportWidget);
if (!customElements.get('support-goal')) customElements.define('support-goal', SupportGoal);
