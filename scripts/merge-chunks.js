import {basename, join} from 'node:path';
import {build} from 'esbuild';

/*
esbuild puts what several parts of the program share into one file for each combination of parts, and every part that is imported on demand doubles the
combinations: dozens of files of a few lines, each to be found, read and compiled. Here those that load at the same moments become one file.
*/

/**
 * Bundles what esbuild split once more, from memory, with fewer files. A file imports another only where that one is loaded whenever it is loaded itself,
 * so the merged files cannot import each other in a circle.
 * @param split esbuild's result, not written, with exact source maps inside its files
 * @param moments what loads at a time, by the names of entries or the sources of parts imported on demand
 * @param options esbuild's, for the files that are written
 */
export async function mergeChunks(split, moments, options) {
	const texts = new Map(split.outputFiles.map(({path, text}) => [basename(path), text]));
	const chunks = new Map(Object.entries(split.metafile.outputs).map(([path, chunk]) => [basename(path), chunk]));
	const homes = homesOf(chunks, momentsOf(chunks, moments));
	const members = groupedBy([...homes.keys()], name => homes.get(name));
	const merged = name => members.get(homes.get(name)).length > 1;
	// Two chunks may export the same name for different things.
	const numbers = new Map([...chunks.keys()].map((name, index) => [name, index]));
	const exportsOf = (name, rename) =>
		`export {${chunks.get(name).exports.map(each => rename(each, `from${numbers.get(name)}_${each}`))}} from`;
	const together = home =>
		members.get(home).map(name => `${exportsOf(name, (own, unique) => `${own} as ${unique}`)} './${name}';`);
	const elsewhere = name => `${exportsOf(name, (own, unique) => `${unique} as ${own}`)} './${homes.get(name)}';`;
	const fromMemory = {
		name: 'chunks',
		setup({onResolve, onLoad}) {
			onResolve({filter: /./}, ({path, kind, importer}) => {
				const name = basename(path);
				const chunk = {path: join(options.outdir, name)};
				if (kind === 'entry-point') return members.get(name).length > 1 ? {path: name, namespace: 'together'} : chunk;
				if (kind === 'dynamic-import' || !chunks.has(name)) return {path, external: true};
				if (homes.get(name) === (homes.get(basename(importer)) ?? importer)) return chunk;
				return merged(name) ? {path: name, namespace: 'elsewhere'} : {path, external: true};
			});
			onLoad({filter: /./, namespace: 'file'}, ({path}) => ({
				contents: texts.get(basename(path)),
				resolveDir: options.outdir,
			}));
			onLoad({filter: /./, namespace: 'together'}, ({path}) => ({
				contents: together(path).join('\n'),
				resolveDir: options.outdir,
			}));
			onLoad({filter: /./, namespace: 'elsewhere'}, ({path}) => ({contents: elsewhere(path)}));
		},
	};
	const entryPoints = Object.fromEntries([...members.keys()].map(home => [basename(home, '.js'), home]));
	// What is read is in memory: no file is overwritten before it was read.
	return build({...options, entryPoints, bundle: true, allowOverwrite: true, plugins: [fromMemory]});
}

/** Code that is not worth a file of its own, bytes with all that it imports: it is loaded whenever anything is. */
const light = 10_000;

/** For each moment, the names of all chunks that are loaded then. */
function momentsOf(chunks, moments) {
	const loaded = (name, seen) => {
		if (seen.has(name)) return seen;
		seen.add(name);
		for (const {path, kind} of chunks.get(name).imports) {
			if (kind === 'import-statement' && chunks.has(basename(path))) loaded(basename(path), seen);
		}
		return seen;
	};
	const part = source => {
		const found = [...chunks].find(([, {entryPoint}]) => entryPoint === source);
		if (!found) throw new Error(`no part of the program begins with ${source}`);
		return found[0];
	};
	const size = name => Object.values(chunks.get(name).inputs).reduce((sum, {bytesInOutput}) => sum + bytesInOutput, 0);
	const isLight = name => [...loaded(name, new Set())].reduce((sum, each) => sum + size(each), 0) < light;
	const atOnce = moments.map(sources => sources.reduce((seen, source) => loaded(part(source), seen), new Set()));
	const everywhere = [...new Set(atOnce.flatMap(names => [...names]))].filter(isLight);
	return atOnce.map(names => new Set([...names, ...everywhere]));
}

/** The name of the file that each chunk ends up in. What starts by its name stays alone, and so does what is loaded at none of the moments. */
function homesOf(chunks, moments) {
	const when = ([name, {entryPoint}]) =>
		entryPoint ? name : moments.flatMap((loaded, index) => (loaded.has(name) ? [index] : [])).join() || name;
	const groups = [...groupedBy([...chunks], when).values()].map(group => group.map(([name]) => name));
	const shared = groups.filter(names => names.length > 1);
	return new Map(
		groups.flatMap(names =>
			names.map(name => [name, names.length > 1 ? `shared-${shared.indexOf(names) + 1}.js` : name]),
		),
	);
}

/** Map.groupBy, which the oldest Node.js that npm runs on does not have. */
function groupedBy(values, keyOf) {
	const groups = new Map();
	for (const value of values) {
		const key = keyOf(value);
		groups.set(key, [...(groups.get(key) ?? []), value]);
	}
	return groups;
}
