import {readFileSync} from 'node:fs';
import process from 'node:process';
import test from 'ava';
import {finish, root} from './old-node.ts';

const readJson = (name: string) => JSON.parse(readFileSync(`${root}/${name}`, 'utf8'));

interface Packed {
	readonly files: readonly {readonly path: string; readonly size: number}[];
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
		name => !/^(bin|dist|fixtures\/examples)\/|^(package\.json|[A-Z]+(\.md)?)$/.test(name),
	);
	t.deepEqual(strangers, []);
});

test('the package is small: under 14 MB and 300 files', async t => {
	const {files, unpackedSize} = await packed();
	t.log(`${files.length} files, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked`);
	t.true(unpackedSize < 14e6);
	t.true(files.length < 300);
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
