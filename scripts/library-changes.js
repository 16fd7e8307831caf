import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/*
What libraries do as soon as they are loaded, though it is seldom needed, and what takes long: the data of Intl.Segmenter (20 ms), the expression for all
emoji (30 ms), the messages of zod in fifty languages (360 kB). A library that has changed so that a change finds nothing to replace fails the build.
*/

const graphemes = root => JSON.stringify(join(root, 'source', 'draw', 'graphemes.ts'));

const changes = [
	{filter: /\/zod\/v4\/locales\/index\.js$/, change: () => `export {default as en} from './en.js';`},
	{
		filter: /\/node_modules\/string-width\/index\.js$/,
		change: (text, root) =>
			`import {graphemes, isSingleCells} from ${graphemes(root)};\n${replaced(text, [
				['new Intl.Segmenter()', 'graphemes'],
				[String.raw`/^[\u0020-\u007E]*$/.test(string)`, 'isSingleCells(string)'],
				[String.raw`= /^\p{RGI_Emoji}$/v`, String.raw`= {test: text => (emoji ??= /^\p{RGI_Emoji}$/v).test(text)}`],
			])}\nlet emoji;`,
	},
	...[
		[/\/wrap-ansi\/index\.js$/, 'new Intl.Segmenter()'],
		[/\/slice-ansi\/tokenize-ansi\.js$/, `new Intl.Segmenter(undefined, {granularity: 'grapheme'})`],
		[/\/ansi-tokenize\/build\/tokenize\.js$/, 'new Intl.Segmenter(undefined, { granularity: "grapheme" })'],
		[/\/ink\/build\/line-update\.js$/, `new Intl.Segmenter(undefined, { granularity: 'grapheme' })`],
	].map(([filter, segmenter]) => ({
		filter,
		change: (text, root) =>
			`import {graphemes} from ${graphemes(root)};\n${replaced(text, [[segmenter, 'graphemes']])}`,
	})),
];

function replaced(text, pairs) {
	return pairs.reduce((whole, [from, to]) => {
		if (!whole.includes(from)) throw new Error(`there is no ${from} to replace any more`);
		return whole.replace(from, () => to);
	}, text);
}

/** The changes to libraries, for esbuild. `root`: the repository's folder. */
export const libraryChanges = root => ({
	name: 'library-changes',
	setup({onLoad, onResolve, resolve}) {
		for (const {filter, change} of changes) {
			onLoad({filter}, ({path}) => ({contents: change(readFileSync(path, 'utf8'), root)}));
		}
		// The help's layout brings older versions of its own, which know no shorter way.
		onResolve({filter: /^(string-width|wrap-ansi)$/}, ({path, pluginData, kind}) =>
			pluginData === 'newest' ? undefined : resolve(path, {kind, resolveDir: root, pluginData: 'newest'}),
		);
	},
});
