// What editors and frameworks know of the elements, read out of the sources by the analyzer and written into dist:
// the manifest, VS Code's data, and the types of the tags in JSX, Vue and Svelte.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getVsCodeHtmlCustomData } from 'custom-element-vs-code-integration';

const outdir = 'dist';
const published = `${outdir}/support-widget.js`;
const file = (name, text) => writeFileSync(`${outdir}/${name}`, text);

// --- The manifest

const aliases = new Map();
const aliased = (text) => text.replace(/'[^']*'|\b[A-Z]\w*\b(\[\])?/g, (word, array = '') => {
  const type = aliases.get(array ? word.slice(0, -2) : word);
  return type ? (array ? `(${aliased(type)})[]` : aliased(type)) : word;
});

/** `Layout` says nothing to who has only the manifest: what it stands for does. */
const collectAliases = {
  name: 'collect-aliases',
  collectPhase({ ts, node }) {
    if (ts.isTypeAliasDeclaration(node) && !node.typeParameters && !ts.isMappedTypeNode(node.type)) {
      const words = /^\(typeof (\w+)\)\[number\]$/.exec(node.type.getText())?.[1];
      aliases.set(node.name.text, words ? aliases.get(words) : node.type.getText());
    } else if (ts.isVariableDeclaration(node) && /^\[('\w+'(, )?)+\] as const$/.test(node.initializer?.getText() ?? '')) {
      aliases.set(node.name.text, node.initializer.getText().slice(1, -'] as const'.length).replaceAll(', ', ' | '));
    }
  },
};

/** State of an element's own, which no attribute sets, by the element's class. */
const states = new Map();
const collectStates = {
  name: 'collect-states',
  collectPhase({ ts, node }) {
    if (!ts.isPropertyDeclaration(node) || node.name.getText() !== 'properties' || !ts.isObjectLiteralExpression(node.initializer)) return;
    const isState = ({ initializer }) => initializer?.properties.some((option) => option.getText() === 'state: true');
    states.set(node.parent.name.text, node.initializer.properties.filter(isState).map(({ name }) => name.text));
  },
};

/** The members of a union, brackets kept whole. */
const unionOf = (text) => text.match(/(?:\([^)]*\)|'[^']*'|[^|])+/g).map((part) => part.trim());
const isWord = (type) => /^'[^']*'$/.test(type);

/** `month` and `once month`, never `month once`: what an editor offers of a list of words. */
const listsOf = (words) => words.reduce((lists, word) => [...lists, word, ...lists.map((list) => `${list} ${word}`)], []).sort((a, b) => a.split(' ').length - b.split(' ').length);

/** An attribute is text: a list in it is written with spaces. */
function attributeType(property) {
  if (property.startsWith('OwnStrings')) return 'string'; // JSON
  const parts = unionOf(property).filter((part) => part !== 'undefined');
  const list = parts.find((part) => part.endsWith('[]'));
  const words = list ? unionOf(list.replace(/^readonly \(?|\)?\[\]$/g, '')).filter(isWord).map((word) => word.slice(1, -1)) : [];
  return [...parts.filter((part) => part !== list), ...listsOf(words).map((text) => `'${text}'`)].join(' | ');
}

const oneLine = (text) => text?.replace(/\s*\n\s*/g, ' ');

/**
 * The two elements as the package has them, in one file, and nothing private: the analyzer takes `state: true`,
 * `@internal` and private fields for attributes, and types for exports.
 */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const declarations = manifest.modules.flatMap((module) => module.declarations ?? []).filter((declaration) => declaration.tagName).sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
    for (const element of declarations) {
      const isPublic = (member) => (member.privacy ?? 'public') === 'public' && !member.static && !member.name.startsWith('#') && !states.get(element.name)?.includes(member.name);
      element.description = oneLine(element.description);
      element.members = element.members.filter(isPublic);
      const fields = new Map(element.members.filter(({ kind }) => kind === 'field').map((field) => [field.name, field]));
      for (const field of fields.values()) field.type = { text: aliased(field.type.text) };
      // What both elements inherit from is no matter of who uses them.
      delete element.superclass;
      for (const member of [...element.members, ...element.attributes]) delete member.inheritedFrom;
      element.attributes = element.attributes.filter(({ fieldName }) => fields.has(fieldName));
      for (const attribute of element.attributes) attribute.type = { text: attributeType(fields.get(attribute.fieldName).type.text) };
      for (const slot of element.slots ?? []) slot.description = oneLine(slot.description);
    }
    const reference = (name) => ({ name, module: published });
    const exports = declarations.flatMap(({ name, tagName }) => [
      { kind: 'js', name, declaration: reference(name) },
      { kind: 'custom-element-definition', name: tagName, declaration: reference(name) },
    ]);
    manifest.modules = [{ kind: 'javascript-module', path: published, declarations, exports }];
  },
};

// --- What is made of it

const elementsOf = (manifest) => manifest.modules[0].declarations;

/** The tool lists values well, but knows no attribute that stands without one, and writes defaults that nobody gave. */
const vsCode = {
  name: 'vs-code',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const data = JSON.parse(getVsCodeHtmlCustomData(manifest, {}));
    for (const tag of data.tags) {
      tag.description = tag.description.replaceAll(' _(default: undefined)_', '');
      delete tag.references;
      for (const attribute of tag.attributes) {
        const { type } = elementsOf(manifest).find(({ tagName }) => tagName === tag.name).attributes.find(({ name }) => name === attribute.name);
        if (attribute.values.length === 0) delete attribute.values;
        if (type.text === 'boolean') attribute.valueSet = 'v';
      }
    }
    file('vscode.html-custom-data.json', `${JSON.stringify(data, null, 2)}\n`);
  },
};

const line = (name, type, description) => `  /** ${description} */\n  ${/^\w+$/.test(name) ? name : `'${name}'`}?: ${type} | undefined;\n`;

/**
 * One interface for each element: its properties, its attributes where they are written otherwise, its events.
 * @param listener the name of an event's listener @param flag the type of a boolean attribute
 */
const propsOf = (manifest, listener, flag) => elementsOf(manifest).map(({ name, members, attributes, events = [] }) => {
  const properties = members.filter(({ kind, readonly }) => kind === 'field' && !readonly);
  return `export interface ${name}Props {
${[
  ...properties.map((property) => line(property.name, `${name}['${property.name}']`, property.description)),
  ...attributes.filter((attribute) => attribute.name !== attribute.fieldName)
    .map((attribute) => line(attribute.name, attribute.type.text === 'boolean' ? flag : attribute.type.text, attribute.description)),
  ...events.flatMap((event) => [listener(event.name)].flat().map((key) => line(key, `((event: ${event.type.text}) => void)`, event.description))),
].join('')}}`;
}).join('\n\n');

const tags = (manifest, indent, typeOf) => elementsOf(manifest).map(({ tagName, name }) => `${' '.repeat(indent)}'${tagName}': ${typeOf(name)};`).join('\n');
const classes = `import type { Choice, SupportGoal, SupportWidget, Thanks } from './widget/index.js';`;

/**
 * Written here, since what the tools write refuses right uses or lets wrong ones pass. @wc-toolkit/jsx-types 1.8.2 takes
 * no `useRef` of React's and no `onClick`, and lets arrays into attributes, which are text. The Vue and Svelte
 * integrations (1.4.0, 1.2.0) wrap events twice (`CustomEvent<CustomEvent<Thanks>>`) without importing what is in them;
 * Vue's names listeners as Vue does not, Svelte's declares the tags in a namespace that only its own file sees.
 */
const frameworks = {
  name: 'frameworks',
  packageLinkPhase({ customElementsManifest: manifest }) {
    mkdirSync(`${outdir}/types`, { recursive: true });
    file('types/jsx.d.ts', `${classes}
// @ts-ignore: who uses another JSX has no React.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

${propsOf(manifest, (event) => `on${event}`, `boolean | ''`)}

/** The tags for another JSX than React's. \`Base\` is what it allows on every element. */
export interface SupportElements<Base = unknown> {
${tags(manifest, 2, (name) => `Base & ${name}Props`)}
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${tags(manifest, 6, (name) => `DetailedHTMLProps<HTMLAttributes<${name}>, ${name}> & ${name}Props`)}
    }
  }
}
`);
    // Vue and Svelte write an attribute that is false as "false", which turns it on.
    const pascal = (event) => `on${event.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`;
    file('types/vue.d.ts', `${classes}
import type { HTMLAttributes, PublicProps, ReservedProps } from 'vue';

${propsOf(manifest, pascal, `true | ''`)}

/** Vue's own do without \`slot\`, which is how a meter gets into its widget. */
type Everywhere = HTMLAttributes & { slot?: string | undefined };

/** How templates are checked; no element has \`$props\`. */
type Tag<Element, Props> = new () => Element & { $props: Everywhere & PublicProps & Props };

declare module 'vue' {
  interface GlobalComponents {
${tags(manifest, 4, (name) => `Tag<${name}, ${name}Props>`)}
  }
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
${tags(manifest, 6, (name) => `Everywhere & ReservedProps & ${name}Props`)}
    }
  }
}
`);
    file('types/svelte.d.ts', `${classes}
import type { HTMLAttributes } from 'svelte/elements';

${propsOf(manifest, (event) => [`on${event}`, `on:${event}`], `true | '' | null`)}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${tags(manifest, 4, (name) => `HTMLAttributes<${name}> & ${name}Props`)}
  }
}
`);
  },
};

/**
 * tsc leaves `./gift.ts` in declarations. It finds `gift.d.ts` by it; other editors and Deno do not, but all do by
 * `./gift.js`. And what it infers it calls by the package inside Lit, which who installs ours may not have in reach.
 */
const importJs = {
  name: 'import-js',
  packageLinkPhase() {
    for (const path of readdirSync(`${outdir}/types`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts')).sort()) {
      const text = readFileSync(`${outdir}/types/${path}`, 'utf8');
      file(`types/${path}`, text.replace(/((?:from |import\(|import )['"]\.{1,2}\/[^'"\n]*)\.ts(['"])/g, '$1.js$2').replaceAll('import("lit-html")', 'import("lit")'));
    }
  },
};

export default {
  globs: ['src/shared/gift.ts', 'src/shared/offer.ts', 'src/widget/*.ts'],
  litelement: true,
  packagejson: false,
  quiet: true,
  outdir,
  plugins: [collectAliases, collectStates, publicOnly, vsCode, frameworks, importJs],
};
