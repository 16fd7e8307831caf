import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {entries, libraries, moments} from '../../scripts/entries.js';
import {finish, root} from './old-node.ts';

/** A checkout of the real build with sources of a line each, and of the packages only those that are named. */
function checkout(t: ExecutionContext, packages: readonly string[]) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-build-'));
	t.teardown(() => rmSync(folder, {recursive: true}));
	const write = (name: string, text: string) => {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	};
	for (const name of ['build.js', 'scripts', 'tsconfig.json', 'tsconfig.build.json', 'package.json']) {
		cpSync(join(root, name), join(folder, name), {recursive: true});
	}
	for (const name of Object.values(entries)) write(name, 'export const one = 1;\n');
	const onDemand = moments.flat().filter(name => !Object.values<string>(entries).includes(name));
	for (const name of onDemand) write(name, 'export const one = 1;\n');
	write(entries.cli, onDemand.map(name => `void import('./${name}');\n`).join(''));
	for (const name of Object.values(libraries)) write(name, 'exports.one = 1;\n');
	write('source/kernels/wasm/kernel.wasm', '');
	mkdirSync(join(folder, 'node_modules'));
	for (const name of packages) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
	return {
		write,
		build: (...args: readonly string[]) => finish(process.execPath, ['build.js', ...args], {cwd: folder}),
	};
}

test('a build that lacks a file says which, in one line', async t => {
	const {build} = checkout(t, ['esbuild', '@fastify']);
	const {code, stdout, stderr} = await build('--no-types');
	t.deepEqual({code, stdout}, {code: 1, stdout: ''});
	t.regex(stderr, /^build\.js: ENOENT: [^\n]*blessed\/usr\/xterm-256color[^\n]*\n$/);
});

test("an error in a source is esbuild's to tell, once", async t => {
	const {write, build} = checkout(t, ['esbuild', 'blessed']);
	write('source/index.ts', 'export const one = ;\n');
	const {code, stderr} = await build('--no-types');
	t.is(code, 1);
	t.regex(stderr, /source\/index\.ts:1:19/);
	t.is(stderr.match(/Unexpected/g)?.length, 1);
	t.notRegex(stderr, /build\.js/);
});

test("an error in a type is the compiler's to tell", async t => {
	const {write, build} = checkout(t, ['esbuild', 'blessed', 'typescript', '@types', '@fastify']);
	t.deepEqual(await build(), {code: 0, stdout: '', stderr: ''});
	write('source/index.ts', `export const one: number = 'one';\n`);
	const {code, stderr} = await build();
	t.is(code, 1);
	t.regex(stderr, /TS2322/);
	t.notRegex(stderr, /build\.js/);
});
