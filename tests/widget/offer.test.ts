import '../../src/widget/index.ts';
import type { SupportWidget } from '../../src/widget/support-widget.ts';
import { deepEqual, equal, match, ok } from '../support/assert.ts';
import { show, until } from '../support/reader.ts';
import { all, chosen, isThere, names, textOf, the } from './by-role.ts';
import { sayings } from './sayings.ts';
import { asked, endpoint } from './endpoint-stand-in.ts';
import { complaints, listen, showWidget } from './page.ts';

const byDefault = ['Support without paying', '$100', '$2,500', '$5,000', 'Other amount'];
const tiers = (): string[] => names('radio').slice(1, -1);

test('with an endpoint alone it offers the free tier, three sums and another amount, in one named group', async () => {
  await showWidget();
  deepEqual(names('radio'), byDefault);
  deepEqual(names('radio', the('group', 'Choose an amount')), byDefault);
  deepEqual(names('heading'), ['Support us']);
  deepEqual(names('textbox'), ['Other amount in USD']);
  deepEqual(names('button'), ['Support']);
  deepEqual(complaints, []);
});

test('the free tier shows its sum to the eye', async () => {
  await showWidget();
  const label = (the('radio', 'Support without paying') as HTMLInputElement).labels![0]!;
  match(label.innerText, /\$0\s*Support without paying/);
});

test('nothing is chosen until the reader or the owner chooses', async () => {
  await showWidget();
  deepEqual(chosen(), []);
});

test('the page is not asked for anything before the reader acts', async () => {
  await showWidget('value="100"');
  deepEqual(asked, []);
});

test('`value` chooses a tier', async () => {
  const changes = listen('support-change');
  await showWidget('value="2500"');
  deepEqual(chosen(), ['$2,500']);
  ok(isThere('button', 'Support with $2,500'));
  deepEqual(changes, [], 'the reader changed nothing');
});

test('`value` that is no tier is written into the field, as the language writes it', async () => {
  const changes = listen('support-change');
  await showWidget('value="1234.50"');
  deepEqual(chosen(), ['Other amount']);
  equal((the('textbox') as HTMLInputElement).value, '1,234.50');
  ok(isThere('button', 'Support with $1,234.50'));
  deepEqual(changes, [], 'the reader changed nothing');
  await show(`<div lang="de"><support-widget endpoint="${endpoint}" currency="EUR" value="1234.50"></support-widget></div>`);
  equal((the('textbox') as HTMLInputElement).value, '1.234,50');
});

test('`value` that is no tier chooses nothing where there is no field', async () => {
  await showWidget('no-custom value="77"');
  deepEqual(chosen(), []);
});

test('`value` that is no exact amount chooses nothing, and the owner reads why', async () => {
  await showWidget('value="1oo"');
  deepEqual(chosen(), []);
  deepEqual(complaints, ['<support-widget>: "1oo" is not an exact amount of USD']);
});

test('`value="0"` chooses the free tier, and nobody is told the reader did', async () => {
  const free = listen('support-free');
  await showWidget('value="0"');
  deepEqual(chosen(), ['Support without paying']);
  await until('the way to pass it on is shown', () => isThere('button', 'Share this page'));
  deepEqual(free, []);
});

test('`amounts` are the tiers, in major units', async () => {
  await showWidget('amounts=" 5  12.50 1000 "');
  deepEqual(names('radio'), ['$5', '$12.50', '$1,000', 'Other amount']);
  deepEqual(complaints, []);
});

test('`amounts` and `value` may be set as values too', async () => {
  const widget = await showWidget();
  widget.amounts = [5, '12.50', 1000];
  widget.value = 5;
  await widget.updateComplete;
  deepEqual(names('radio'), ['$5', '$12.50', '$1,000', 'Other amount']);
  deepEqual(chosen(), ['$5']);
});

test('a tier that is no exact amount is left out, and the owner reads why', async () => {
  await showWidget('amounts="0 1oo 12.505 1,000 -5 50"');
  deepEqual(names('radio'), ['Support without paying', '$50', 'Other amount']);
  equal(complaints.length, 4);
  for (const [index, wrong] of ['1oo', '12.505', '1,000', '-5'].entries()) match(complaints[index]!, new RegExp(`<support-widget>: "${wrong}" is not an exact amount of USD`));
});

test('`no-custom` leaves the other amount out', async () => {
  await showWidget('no-custom');
  deepEqual(names('radio'), byDefault.slice(0, -1));
  deepEqual(names('textbox'), []);
});

for (const [currency, language, expected, field] of [
  ['EUR', 'en', ['€100', '€2,500', '€5,000'], 'decimal'],
  ['EUR', 'de', ['100 €', '2.500 €', '5.000 €'], 'decimal'],
  ['USD', 'fr-CA', ['100 $ US', '2 500 $ US', '5 000 $ US'], 'decimal'],
  ['JPY', 'en', ['¥100', '¥2,500', '¥5,000'], 'numeric'],
  ['JPY', 'ja', ['¥100', '¥2,500', '¥5,000'], 'numeric'],
  ['ISK', 'en', ['ISK 100', 'ISK 2,500', 'ISK 5,000'], 'numeric'],
] as const) {
  test(`${currency} in a page in ${language} reads ${expected.join(', ')}`, async () => {
    await show(`<div lang="${language}"><support-widget endpoint="${endpoint}" currency="${currency}"></support-widget></div>`);
    deepEqual(tiers().map((name) => name.normalize('NFKC')), expected.map((name) => name.normalize('NFKC')));
    deepEqual(names('textbox'), [sayings(language).otherIn.replace('{currency}', currency)]);
    equal((the('textbox') as HTMLInputElement).inputMode, field);
  });
}

test('JPY has no cents and ISK none that count: such tiers are left out', async () => {
  await showWidget('amounts="12.50 500" currency="JPY"');
  deepEqual(names('radio'), ['¥500', 'Other amount']);
  await showWidget('amounts="12.50 500" currency="ISK"');
  deepEqual(names('radio'), ['ISK 500', 'Other amount']);
  equal(complaints.length, 2);
});

test('the language is that of the nearest element that has one, the widget itself first', async () => {
  await show(`<div lang="en"><div lang="de"><p><support-widget endpoint="${endpoint}"></support-widget></p></div></div>`);
  deepEqual(tiers(), ['100 $', '2.500 $', '5.000 $']);
  await show(`<div lang="de"><support-widget lang="en" endpoint="${endpoint}"></support-widget></div>`);
  deepEqual(tiers(), ['$100', '$2,500', '$5,000']);
});

test('the language is found outside a shadow root, and inside it first', async () => {
  const host = await show('<div lang="de"><article></article></div>');
  const root = host.firstElementChild!.attachShadow({ mode: 'open' });
  root.innerHTML = `<support-widget endpoint="${endpoint}"></support-widget>`;
  await (root.firstElementChild as SupportWidget).updateComplete;
  deepEqual(tiers(), ['100 $', '2.500 $', '5.000 $']);
  root.innerHTML = `<p lang="en"><support-widget endpoint="${endpoint}"></support-widget></p>`;
  await root.querySelector('support-widget')!.updateComplete;
  deepEqual(tiers(), ['$100', '$2,500', '$5,000']);
});

test('a language that is none is English', async () => {
  await show(`<div lang="not a language"><support-widget endpoint="${endpoint}"></support-widget></div>`);
  deepEqual(names('radio'), byDefault);
});

for (const [why, markup] of [
  ['without an endpoint', '<support-widget>'],
  ['in a currency nobody knows', `<support-widget endpoint="${endpoint}" currency="XXX">`],
  ['in a currency that is not offered', `<support-widget endpoint="${endpoint}" currency="BHD">`],
  ['for a campaign whose name cannot be one', `<support-widget endpoint="${endpoint}" campaign="../roof">`],
  ['with an endpoint that is no address of the web', '<support-widget endpoint="mailto:support@owner.example">'],
] as const) {
  test(`${why} it shows the fallback, and the owner reads why`, async () => {
    await show(`${markup}<a href="https://owner.example/give">Give</a></support-widget>`);
    deepEqual(names('link'), ['Give']);
    deepEqual([...all('radio'), ...all('button'), ...all('heading')], []);
    equal(complaints.length, 1);
    match(complaints[0]!, /<support-widget>: endpoint=".*", campaign=".*" or currency=".*" cannot be used/);
  });
}

test('set up, it shows no fallback', async () => {
  await showWidget('', '<a href="https://owner.example/give">Give</a>');
  deepEqual(names('link'), []);
});

test('a widget that gets its endpoint later is a widget from then on', async () => {
  const widget = await show<SupportWidget>('<support-widget><a href="https://owner.example/give">Give</a></support-widget>');
  widget.endpoint = endpoint;
  await widget.updateComplete;
  deepEqual(names('radio'), byDefault);
  deepEqual(names('link'), []);
});

test('a currency in small letters is the same currency', async () => {
  await showWidget('currency="eur"');
  deepEqual(tiers(), ['€100', '€2,500', '€5,000']);
});

test('the owner\'s heading stands in place of ours', async () => {
  await showWidget('', '<h2 slot="heading">Keep the tide coming</h2>');
  deepEqual(names('heading'), ['Keep the tide coming']);
});

test('a goal inside stands between heading and choice', async () => {
  const widget = await showWidget('', '<support-goal slot="goal" goal="5000" raised="100"></support-goal>');
  await widget.querySelector('support-goal')!.updateComplete;
  match(textOf(widget), /^Support us \$100 of \$5,000 Choose an amount/);
});

test('a page may carry the script twice', async () => {
  const [widget, goal] = [customElements.get('support-widget'), customElements.get('support-goal')];
  const again = `${new URL('../../src/widget/index.ts', import.meta.url).href}?again`;
  await import(again);
  ok(customElements.get('support-widget') === widget && customElements.get('support-goal') === goal);
});
