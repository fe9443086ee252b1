// One state of the widget, named behind the "#" of the address. What the function answers is written here, and nothing
// is sent; what the widget makes of it is its own.
const never = () => new Promise(() => {});
const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));
const json = (body, status = 200, headers = {}) => async () => Response.json(body, { status, headers });
const gift = (status, frequency = 'once') => json({ status, amount: 2000, currency: 'USD', frequency });
const pressed = (answer) => ({ value: 20, press: true, answer });

const states = {
  choosing: { value: 20 },
  free: { value: 0 },
  missing: { press: true },
  unread: { typed: '12,50' },
  unusual: { typed: '4000', press: true },
  limit: { typed: '2', press: true, answer: json({ code: 'amount_too_small', status: 400, limit: 500 }, 400) },
  starting: pressed(never),
  leaving: pressed(json({ url: location.href, session: 'cs_test_shown' }, 201)),
  elsewhere: { ...pressed(json({ url: location.href, session: 'cs_test_shown' }, 201)), target: '_blank' },
  unreachable: pressed(unreachable),
  offline: { ...pressed(unreachable), isOffline: true },
  refused: pressed(json({ code: 'campaign_unknown', status: 400 }, 400)),
  wait: pressed(json({ code: 'too_many', status: 429 }, 429, { 'Retry-After': '300' })),
  confirming: { answer: never },
  paid: { answer: gift('paid') },
  monthly: { answer: gift('paid', 'month') },
  processing: { answer: gift('processing') },
  cancelled: { value: 20, answer: gift('open') },
  expired: { value: 20, answer: gift('expired') },
  unconfirmed: { answer: unreachable },
};

const { value, typed, press, answer, target, isOffline } = states[location.hash.slice(1)] ?? {};
window.fetch = answer ?? never;
window.open = () => null;
if (isOffline) Object.defineProperty(navigator, 'onLine', { value: false });
// Many of these stand in one page: none takes the focus there, and none remembers what another one chose.
HTMLElement.prototype.focus = () => {};
Object.defineProperty(window, 'sessionStorage', {
  get() {
    throw new Error('not in the gallery');
  },
});

const widget = document.querySelector('support-widget');
if (value !== undefined) widget.setAttribute('value', value);
if (target) widget.target = target;
await customElements.whenDefined('support-widget');
await widget.updateComplete;
if (value === 0) widget.shadowRoot.querySelector('[type=radio][name=amount]').click();
if (typed) {
  const field = widget.shadowRoot.querySelector('[inputmode]');
  field.value = typed;
  field.dispatchEvent(new Event('input'));
  field.dispatchEvent(new Event('blur'));
}
if (press) widget.checkout();
