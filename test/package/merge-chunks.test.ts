import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {build} from 'esbuild';
import {mergeChunks} from '../../scripts/merge-chunks.js';
import {scratch} from '../program.ts';
import {finish} from './old-node.ts';

/** Large enough to be worth a file. */
const weight = `\nexport const ballast = [${Array.from({length: 3000}, (_, at) => at + 10_000).join()}];`;

/** Two programs that share parts with each other and with what each imports on demand. */
const sources: Readonly<Record<string, string>> = {
	'first.js': `import {name} from './one.js'; import {name as other} from './two.js'; const {late} = await import('./late.js'); console.log(name, other(), late());`,
	'second.js': `import {name, ballast} from './one.js'; import {light} from './light.js'; console.log(name, ballast.length, light);`,
	'late.js': `import {name as one} from './one.js'; import {name as two} from './two.js'; import {light} from './light.js'; export const late = () => one + two() + light;`,
	'one.js': `export const name = 'one';${weight}`,
	'two.js': `import {order} from './three.js'; export const name = () => 'two' + order.length + (ballast.length - 3000 || '');${weight}`,
	'three.js': `export const order = ['three', ballast];${weight}`,
	'light.js': `export const light = 'light';`,
};

async function merged(t: ExecutionContext, moments: readonly (readonly string[])[], parts = sources) {
	const folder = scratch(t);
	const outdir = join(folder, 'out');
	mkdirSync(outdir);
	writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
	for (const [name, text] of Object.entries(parts)) writeFileSync(join(folder, name), text);
	const options = {
		absWorkingDir: folder,
		outdir,
		bundle: true,
		format: 'esm',
		platform: 'node',
		metafile: true,
	} as const;
	const split = await build({
		...options,
		entryPoints: ['first.js', 'second.js'],
		splitting: true,
		sourcemap: 'inline',
		write: false,
	});
	await mergeChunks(split, moments, {...options, sourcemap: 'linked'});
	const files = readdirSync(outdir).filter(name => name.endsWith('.js'));
	const says = async (name: string) => (await finish(process.execPath, [join(outdir, name)])).stdout;
	const loadedBy = (name: string): string => {
		const text = readFileSync(join(outdir, name), 'utf8');
		return (
			text + [...text.matchAll(/(?:from|import) "\.\/([^"]+)"/g)].map(([, other = '']) => loadedBy(other)).join('')
		);
	};
	return {
		outdir,
		before: split.outputFiles.length,
		files,
		loadedBy,
		first: await says('first.js'),
		second: await says('second.js'),
	};
}

test('merged programs say what they said, from fewer files', async t => {
	const {before, files, first, second} = await merged(t, [['first.js', 'late.js'], ['second.js']]);
	t.is(first, 'one two2 onetwo2light\n');
	t.is(second, 'one 3000 light\n');
	t.true(files.length < before, files.join());
});

test('a program loads nothing that it does not need, but for what is light', async t => {
	const {loadedBy} = await merged(t, [['first.js', 'late.js'], ['second.js']]);
	t.regex(loadedBy('first.js'), /'three'|"three"/);
	t.notRegex(loadedBy('second.js'), /'three'|"three"/);
	t.regex(loadedBy('second.js'), /"light"/);
});

test('a moment that names no part of the program is refused', async t => {
	await t.throwsAsync(merged(t, [['third.js']]), {message: 'no part of the program begins with third.js'});
});

/** Two programs with a state that both change, and a part that one of them loads when it is asked to. */
const changing: Readonly<Record<string, string>> = {
	'first.js': `import {state} from './state.js'; import {both} from './both.js'; console.log('first', ++state.uses, both.length); export const load = () => import('./late.js'); export const loadLater = () => import('./later.js');`,
	'second.js': `import {state} from './state.js'; import {both} from './both.js'; console.log('second', ++state.uses, both.length);`,
	'late.js': `import {state} from './state.js'; import {slow} from './slow.js'; console.log('late', ++state.uses, slow.length);`,
	'later.js': `import {slow} from './slow.js'; console.log('later', slow.length);`,
	'state.js': `console.log('state'); export const state = {uses: 0};${weight}`,
	'both.js': `console.log('both'); export const both = [1, 2];${weight}`,
	'slow.js': `console.log('slow'); export const slow = [1, 2, 3];${weight}`,
};

test('what two programs share is evaluated once, and a part that is loaded on demand only then', async t => {
	const {outdir, files} = await merged(t, [['first.js'], ['second.js']], changing);
	const text = (name: string) => readFileSync(join(outdir, name), 'utf8');
	t.true(
		files.some(name => /'state'|"state"/.test(text(name)) && /'both'|"both"/.test(text(name))),
		'state and both are merged',
	);
	writeFileSync(
		join(outdir, 'all.mjs'),
		"const {load} = await import('./first.js'); await import('./second.js'); console.log('asked'); await load(); await load();",
	);
	const {stdout} = await finish(process.execPath, [join(outdir, 'all.mjs')]);
	const said = stdout.trim().split('\n');
	t.deepEqual(said.slice(0, 2).sort(), ['both', 'state']);
	t.deepEqual(said.slice(2), ['first 1 2', 'second 2 2', 'asked', 'slow', 'late 3 3']);
});
