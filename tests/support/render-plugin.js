// `executeServerCommand('render-widget', { tag, options })`: what the function draws before script. It is asked where it
// runs, in Node: in the page the same templates are compiled for Lit.
import { renderWidget } from '../../src/server/render.ts';

export const renderPlugin = () => ({
  name: 'render-widget',
  executeCommand({ command, payload }) {
    return command === 'render-widget' ? renderWidget(payload.tag, payload.options) : undefined;
  },
});
