// A lint rule: text never becomes markup or script but through Lit's (or Hono's) own templates, which escape it.

const sinks = new Set([
  'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'write', 'writeln', 'srcdoc',
  'createContextualFragment', 'parseFromString', 'execCommand',
  'unsafeHTML', 'unsafeSVG', 'unsafeMathML', 'unsafeStatic', 'eval', 'Function',
]);
/** These are also harmless names: of streams, of types and of variables. Only where they belong to a document or a window. */
const owners = { write: /^(document|doc|ownerDocument)$/, writeln: /^(document|doc|ownerDocument)$/, eval: /^(window|globalThis|self|top|parent)$/, Function: /^(window|globalThis|self|top|parent)$/ };

/** The last name of `a.b.c`. */
const lastName = (node) => (node.type === 'Identifier' ? node.name : node.type === 'MemberExpression' ? node.property.name : '');
const textOf = (node) => (node.type === 'Literal' ? node.value : node.type === 'TemplateLiteral' && node.quasis.length === 1 ? node.quasis[0].value.cooked : undefined);
const nameOf = ({ computed, key, property = key }) => (computed ? textOf(property) : property.name ?? textOf(property));

const noMarkup = {
  create(context) {
    const report = (node, name) => context.report({ node, message: `${name} makes markup or script of text: let Lit's html render it, which escapes.` });
    return {
      MemberExpression(node) {
        const name = nameOf(node);
        if (sinks.has(name) && (owners[name]?.test(lastName(node.object)) ?? true)) report(node, name);
      },
      // Also in what is assigned to an element: Object.assign(element, { innerHTML }).
      Property(node) {
        const name = nameOf(node);
        if (sinks.has(name) && !(name in owners)) report(node, name);
      },
      ImportSpecifier(node) {
        const name = node.imported.name ?? node.imported.value;
        if (sinks.has(name) && !(name in owners)) report(node, name);
      },
      CallExpression({ callee, arguments: [first] }) {
        if (callee.type !== 'MemberExpression' || !/^(set|toggle)Attribute(NS|Node)?$/.test(nameOf(callee) ?? '') || !first) return;
        const name = textOf(first);
        if (/^(srcdoc|on\w+)$/i.test(name ?? '')) report(first, name);
      },
      // Lit writes `.innerHTML=${…}` as a property, and `srcdoc=${…}` or `onclick=${…}` as an attribute.
      TemplateElement(node) {
        const [, name] = /[\s"'](?:[.?]?(innerHTML|outerHTML|srcdoc)|(on\w+))\s*=\s*["']?$/i.exec(node.value.raw) ?? [];
        const [, handler] = /\s(on\w+)\s*=/.exec(node.parent.parent?.type === 'TaggedTemplateExpression' ? node.value.raw : '') ?? [];
        if (name ?? handler) report(node, name ?? handler);
      },
    };
  },
};

export default { meta: { name: 'support' }, rules: { 'no-markup': noMarkup } };
