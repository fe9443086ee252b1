// What the gallery's cases about code do; each piece stands in the page, beside its case.

const links = document.querySelector('#links .stage');
links.addEventListener('support-checkout', (event) => {
  event.preventDefault();
  const { amount } = event.detail; // in cents
  links.querySelector('output').value = `Stopped at ${amount / 100} dollars.`;
});

const corner = document.querySelector('#button .stage');
corner.querySelector('button').addEventListener('click', () => {
  corner.querySelector('support-widget').open();
});

const desk = document.querySelector('#by-code .stage');
const widget = desk.querySelector('support-widget');
const said = desk.querySelector('output');
desk.addEventListener('click', ({ target: { name, value } }) => {
  if (name === 'checkout') widget.checkout();
  else if (name) widget[name] = value;
});
for (const type of [
  'support-change', // the choice is another
  'support-checkout', // the button was pressed, nothing is sent yet
  'support-free', // 0 was chosen
  'support-thanks', // the reader has paid
  'support-error', // a request failed
])
  widget.addEventListener(type, ({ detail }) => {
    said.value = `${type} ${JSON.stringify(detail)}`;
  });
