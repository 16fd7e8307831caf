import {globSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {entries, libraries} from '../../scripts/entries.js';
import {built} from '../program.ts';
import {finish, root} from './old-node.ts';

test.before(built);

const readJson = (name: string) => JSON.parse(readFileSync(`${root}/${name}`, 'utf8'));

interface Packed {
	readonly files: readonly {readonly path: string; readonly size: number}[];
	/** Of the tarball, bytes. */
	readonly size: number;
	readonly unpackedSize: number;
}

let answered: Promise<Packed> | undefined;

/** What npm would publish: paths and bytes. Asked for once. */
function packed(): Promise<Packed> {
	answered ??= askNpm();
	return answered;
}

async function askNpm(): Promise<Packed> {
	const npm = process.env['npm_execpath'];
	const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
	const {stdout} = await finish(command ?? '', [...before, ...args]);
	const answer = JSON.parse(stdout);
	return Array.isArray(answer) ? answer[0] : answer[readJson('package.json').name];
}

test('the package holds what runs and what is typed, and no source, test or tool', async t => {
	const {files} = await packed();
	const names = files.map(file => file.path);
	const {bin, exports} = readJson('package.json');
	const promised = [
		...Object.values<string>(bin),
		exports['.'].types,
		exports['.'].default,
		'./LICENSE',
		'./dist/cli.js',
	];
	for (const path of promised) {
		t.true(names.includes(path.replace('./', '')), path);
	}
	const strangers = names.filter(
		name => !/^(bin|dist|clients\/python|fixtures\/(bench|examples))\/|^(package\.json|[A-Z]+(\.md)?)$/.test(name),
	);
	t.deepEqual(strangers, []);
});

test('whatever starts on its own is in the package, and so is the kernel as it was built', async t => {
	const {files} = await packed();
	const names = files.map(file => file.path);
	const needed = [
		...Object.keys(entries).map(name => `dist/${name}.js`),
		...Object.keys(libraries).map(name => `dist/${name}.cjs`),
		'dist/kernel.wasm',
		'dist/third-party-licences.txt',
	];
	t.deepEqual(
		needed.filter(name => !names.includes(name)),
		[],
	);
	t.deepEqual(readFileSync(`${root}/dist/kernel.wasm`), readFileSync(`${root}/source/kernels/wasm/kernel.wasm`));
});

test('the package is small: under 4 MB to load, 14 MB and 400 files unpacked, of them 100 of code', async t => {
	const {files, size, unpackedSize} = await packed();
	t.log(`${(size / 1e6).toFixed(1)} MB packed, ${files.length} files, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked`);
	t.true(size < 4e6);
	t.true(unpackedSize < 14e6);
	t.true(files.length < 400);
	t.true(files.filter(({path}) => /^dist\/[^/]+\.c?js$/.test(path)).length < 100);
});

test('what is installed is small: under 60 MB and 600 files, with all that the package depends on', async t => {
	const {files, unpackedSize} = await packed();
	const {dependencies, peerDependencies, peerDependenciesMeta} = readJson('package.json');
	const others = Object.keys(dependencies).flatMap(name => {
		// Of its native binaries npm has installed the one for this machine.
		const natives = Object.keys(readJson(`node_modules/${name}/package.json`).optionalDependencies ?? {});
		return [name, ...natives].flatMap(each =>
			globSync('**', {cwd: join(root, 'node_modules', each)})
				.map(path => statSync(join(root, 'node_modules', each, path)))
				.filter(entry => entry.isFile()),
		);
	});
	const bytes = unpackedSize + others.reduce((sum, {size}) => sum + size, 0);
	t.log(`${files.length + others.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
	t.true(others.length > 20);
	t.true(bytes < 60e6);
	t.true(files.length + others.length < 600);
	for (const name of Object.keys(peerDependencies)) t.true(peerDependenciesMeta[name]?.optional, name);
	for (const name of Object.keys(dependencies))
		t.deepEqual(readJson(`node_modules/${name}/package.json`).dependencies ?? {}, {}, `${name} brings no others`);
});

test('every dependency is of one exact version, so that what was tested is what is installed', t => {
	const {dependencies, devDependencies} = readJson('package.json');
	for (const [name, version] of Object.entries<string>({...dependencies, ...devDependencies})) {
		t.regex(version, /^\d+\.\d+\.\d+$/, name);
	}
});

test('install scripts run for no package that was not looked at', t => {
	const {allowScripts} = readJson('package.json');
	const {packages} = readJson('package-lock.json');
	const withScripts = Object.entries<{hasInstallScript?: boolean}>(packages)
		.filter(([, each]) => each.hasInstallScript)
		.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
	t.deepEqual(
		[...new Set(withScripts)].filter(name => !(name in allowScripts)),
		[],
	);
});

test('the lock file names no place to download from', t => {
	t.notRegex(readFileSync(`${root}/package-lock.json`, 'utf8'), /"resolved"/);
});
