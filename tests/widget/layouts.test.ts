import '../../src/widget/index.ts';
import { sendMouse } from '@web/test-runner-commands';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, ok } from '../support/assert.ts';
import { click, press, resize, show, until } from '../support/reader.ts';
import { all, chosen, isThere, names, place, textOf, the } from './by-role.ts';
import { answer, endpoint, gift, held } from './endpoint-stand-in.ts';
import { awhile, comeBack, departed } from './page.ts';
import { narrowest, reach, showPage, states } from './states.ts';

const isOpen = (): boolean => all('dialog').length === 1;
const widget = (): SupportWidget => document.querySelector('support-widget')!;
const dialog = (): HTMLDialogElement => widget().shadowRoot!.querySelector('dialog')!;

before(() => resize(1000, 800));
beforeEach(() => resize(1000, 800));

async function openButton(): Promise<void> {
  await showPage({ layout: 'button' });
  await click(the('button', 'Support us'));
  await until('the dialog is open', isOpen);
}

async function closed(): Promise<void> {
  await until('the dialog is closed', () => !isOpen());
  equal(place(), 'button Support us');
}

const someWidget = (attributes: string): string => `<support-widget endpoint="${endpoint}" ${attributes}></support-widget>`;

// A button

test('a button shows nothing else until it is pressed', async () => {
  await showPage({ layout: 'button' });
  deepEqual([names('button'), names('radio')], [['Support us'], []]);
});

test('a press opens the choice over the page, and the page behind cannot be reached', async () => {
  await openButton();
  equal(dialog().matches(':modal'), true);
  ok(isThere('radio', '$100'));
  equal(the('dialog').getAttribute('aria-labelledby'), 'heading');
});

test('Close closes it, and the keyboard is back where it was opened', async () => {
  await openButton();
  await click(the('button', 'Close'));
  await closed();
});

test('Escape closes it, and the keyboard is back where it was opened', async () => {
  await openButton();
  await press('Escape');
  await closed();
});

test('a click beside it closes it, and the keyboard is back where it was opened', async () => {
  await openButton();
  await sendMouse({ type: 'click', position: [20, 400] });
  await closed();
});

test('a click into its padding leaves it open', async () => {
  await openButton();
  const { left, top } = dialog().getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left) + 6, Math.round(top) + 60] });
  await awhile();
  ok(isOpen());
});

test('a drag out of the field that ends beside it, to mark what is written, leaves it open', async () => {
  await openButton();
  const { left, top, height } = the('textbox').getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(left) + 30, Math.round(top + height / 2)] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [20, Math.round(top + height / 2)] });
  await sendMouse({ type: 'up' });
  await awhile();
  ok(isOpen());
});

test('what was chosen is still chosen when it is opened again', async () => {
  await openButton();
  await click(the('radio', '$2,500'));
  await press('Escape');
  await closed();
  await press('Enter');
  await until('the dialog is open', isOpen);
  deepEqual(chosen(), ['$2,500']);
});

test('code opens and closes it', async () => {
  await showPage({ layout: 'button' });
  await widget().opened();
  ok(isOpen());
  await widget().opened();
  widget().close();
  await until('the dialog is closed', () => !isOpen());
  widget().close();
  await widget().opened();
  ok(isOpen());
});

test('only the dialog is asked to say it is busy: closing it takes nothing back', async () => {
  const { answer: later, release } = held();
  answer({ 'POST checkout': later });
  await openButton();
  await click(the('radio', '$100'));
  await click(the('button', 'Support with $100'));
  await press('Escape');
  await closed();
  release(Response.json({}, { status: 503 }));
  await awhile();
  await click(the('button', 'Support us'));
  await until('what came of it is said', () => all('alert').map(textOf).join().startsWith('The payment page cannot'));
});

for (const [status, words] of [['paid', 'Thank you!'], ['expired', 'The payment page has expired'], ['unreachable', 'Your payment cannot be checked']] as const) {
  for (const layout of ['button', 'bar'] as const) {
    test(`who comes back to a ${layout} is told without a press: ${status}`, async () => {
      await resize(Math.max(375, narrowest), 800);
      if (status !== 'unreachable') answer({ 'GET checkout/cs_test_1': () => gift(status) });
      comeBack({ departure: departed() });
      await showPage({ layout });
      await until('it is said', () => isOpen() && textOf(dialog()).includes(words));
      equal(dialog().matches(':modal'), true);
      if (status === 'paid') await until('the keyboard is at the thanks', () => place() === 'heading Thank you!');
    });
  }
}

test('the button keeps its height beside a field that asks back', async () => {
  await showPage({ layout: 'compact', style: 'width: 900px' });
  const button = the('button', 'Support');
  const { height } = button.getBoundingClientRect();
  await states['asking what was meant']!.reach();
  equal(button.getBoundingClientRect().height, height);
});

test('in another tab no dialog is thrown over what the reader reads', async () => {
  answer({ 'GET checkout/cs_test_1': () => gift('paid') });
  comeBack();
  await showPage({ layout: 'button' });
  await awhile();
  equal(isOpen(), false);
});

// In any room

const boxes = (): DOMRect[] => [...widget().shadowRoot!.querySelectorAll('.tiers:not(.often) .tier')].map((tier) => tier.getBoundingClientRect());
const columns = (): number => new Set(boxes().slice(0, 4).map(({ left }) => Math.round(left))).size;

for (const layout of ['card', 'compact'] as const) {
  test(`${layout}: in 280 px two tiers stand in a row, in 900 px all of them`, async () => {
    await showPage({ layout, style: 'width: 280px' });
    ok(columns() === 2 || (layout === 'compact' && columns() === 3), `${columns()} columns`);
    document.querySelector('main')!.style.width = '900px';
    equal(columns(), 4);
    const [first, ...others] = boxes().slice(0, 4) as [DOMRect, ...DOMRect[]];
    ok(others.every(({ top, height }) => top === first.top && height === first.height), 'equal in height');
  });

  for (const [host, style] of [
    ['a flex row', 'display: flex; width: 700px'],
    ['a flex row with others', 'display: flex; width: 900px; gap: 1rem'],
    ['a flex column', 'display: flex; flex-direction: column; align-items: flex-start; width: 700px'],
    ['a grid', 'display: grid; grid-template-columns: 1fr 20rem; width: 900px'],
  ] as const) {
    test(`${layout}: in ${host} it is wide enough to choose in, and no wider than there is room`, async () => {
      await showPage({ layout, style });
      const [box, room] = [widget().getBoundingClientRect(), document.querySelector('main')!.getBoundingClientRect()];
      ok(box.width >= 180 && box.right <= room.right + 1, `${box.width} px in ${room.width}`);
      ok(boxes().every(({ width }) => width >= 70), boxes().map(({ width }) => Math.round(width)).join());
      const frame = widget().shadowRoot!.querySelector('.frame')!;
      ok(frame.scrollWidth <= frame.clientWidth, 'nothing overflows');
    });
  }

  for (const display of ['inline', 'inline-block', 'inline-flex', 'table-cell', 'contents', 'flex', 'grid']) {
    test(`${layout}: as ${display} it is drawn in the room there is`, async () => {
      await showPage({ layout, style: 'width: 500px', attributes: `style="display: ${display}"` });
      const frame = widget().shadowRoot!.querySelector('.frame')!;
      const { width } = frame.getBoundingClientRect();
      ok(width >= 200 && width <= 500.5, `${width} px`);
      ok(frame.scrollWidth <= frame.clientWidth, 'nothing overflows');
      ok(boxes().every((box) => box.width >= 70), boxes().map((box) => Math.round(box.width)).join());
    });
  }
}

test('whatever is chosen or said, a widget in a shrunk host keeps its width', async () => {
  await reach('failed', { style: 'width: 700px', attributes: 'style="display: inline-block"' });
  const { width } = widget().getBoundingClientRect();
  await click(the('radio', 'Support without paying'));
  await until('it thanks', () => isThere('button', 'Share this page'));
  ok(Math.abs(widget().getBoundingClientRect().width - width) < 1, `${widget().getBoundingClientRect().width} px, before ${width}`);
});

// At run time

test('the layout changes at run time, and what was chosen stays', async () => {
  await showPage();
  await click(the('radio', '$100'));
  for (const layout of ['compact', 'bar', 'card', 'button', 'bar', 'button', 'card'] as const) {
    widget().layout = layout;
    await widget().updateComplete;
    if (layout === 'button') {
      await click(the('button', 'Support us'));
      await until('the dialog is open', isOpen);
      ok(dialog().matches(':modal'));
    }
    await until(`the choice is there as ${layout}`, () => chosen().join() === '$100');
    equal(all('dialog').length, layout === 'bar' || layout === 'button' ? 1 : 0, layout);
  }
});

test('a layout that there is not is a card', async () => {
  await showPage({ attributes: 'style=""' });
  widget().setAttribute('layout', 'banner');
  await widget().updateComplete;
  ok(isThere('radio', '$100'));
  equal(all('dialog').length, 0);
  widget().removeAttribute('layout');
  await widget().updateComplete;
  ok(isThere('radio', '$100'));
});

test('two widgets of other layouts in one page keep to themselves', async () => {
  await show(`<div>${someWidget('layout="compact" value="100"')}${someWidget('layout="button"')}</div>`);
  await click(the('button', 'Support us'));
  await until('the dialog is open', isOpen);
  deepEqual(chosen(the('dialog')), []);
});
