import {cpSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import fc from 'fast-check';
import {isRecentEnough, oldest} from '../../bin/node-version.js';
import {built, scratch} from '../program.ts';
import {finish, pretend, root} from './old-node.ts';

test.before(built);

test('the oldest Node.js is the one that package.json names', t => {
	const {engines} = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
	t.is(engines.node, `>=${oldest.join('.')}`);
});

test('versions are compared by number, not by text', t => {
	for (const version of ['22.20.0', '22.100.0', '24.0.0', '100.0.0']) {
		t.true(isRecentEnough(version), version);
	}
	for (const version of ['22.19.9', '22.9.0', '20.20.2', '9.11.2', '0.12.18']) {
		t.false(isRecentEnough(version), version);
	}
});

test('a newer version is never less welcome', t => {
	const part = fc.nat({max: 120});
	fc.assert(
		fc.property(part, part, part, (major, minor, patch) => {
			const later = [`${major}.${minor + 1}.0`, `${major + 1}.0.0`, `${major}.${minor}.${patch + 1}`];
			return !isRecentEnough(`${major}.${minor}.${patch}`) || later.every(isRecentEnough);
		}),
	);
	t.pass();
});

// The real one too where `npm test` was started with a Node.js that is too old, and brought another.
const old = process.env['CONNECTOP_OLD_NODE'];
const commands: readonly (readonly [string, string, ...string[]])[] = [
	['one that pretends to be', process.execPath, ...pretend('20.20.2')],
	...(old ? ([['the one that started the tests', old]] as const) : []),
];

for (const [which, node, ...options] of commands) {
	test(`the installed command says in one line what to do on a Node.js that is too old: ${which}`, async t => {
		const {code, stdout, stderr} = await finish(node, [...options, `${root}/bin/connectop.js`, '--version']);
		t.is(code, 3);
		t.is(stdout, '');
		t.regex(stderr, /^connectop needs Node\.js 22\.20 or newer and this is v\d+\.\d+\.\d+: install a newer one .*\n$/);
		t.true(stderr.endsWith('; in this checkout, npm start -- ARGS brings one by itself\n'));
	});

	test(`outside a checkout npm start is not spoken of: ${which}`, async t => {
		const folder = scratch(t);
		cpSync(join(root, 'bin'), join(folder, 'bin'), {recursive: true});
		cpSync(join(root, 'package.json'), join(folder, 'package.json'));
		const {code, stderr} = await finish(node, [...options, join(folder, 'bin', 'connectop.js')]);
		t.is(code, 3);
		t.regex(stderr, /^connectop needs Node\.js 22\.20 or newer .*, then run it again\n$/);
	});

	test(`the library says the same when it is imported: ${which}`, async t => {
		const importing = `import('${root}/dist/index.js').then(Object.keys, error => error).then(told => console.log(told.code, told.message));`;
		const {code, stdout, stderr} = await finish(node, [...options, '--input-type=module', '--eval', importing]);
		t.deepEqual({code, stderr}, {code: 0, stderr: ''});
		t.regex(
			stdout,
			/^node-version connectop needs Node\.js 22\.20 or newer and this is v\d+\.\d+\.\d+: install a newer one from .*, then run it again\n$/,
		);
	});
}

test('the installed command runs on this Node.js', async t => {
	const {code, stdout, stderr} = await finish(process.execPath, [`${root}/bin/connectop.js`, '--version']);
	t.deepEqual({code, stdout, stderr}, {code: 0, stdout: '0.1.0\n', stderr: ''});
});
