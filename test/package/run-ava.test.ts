import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {finish, root} from './old-node.ts';

const run = `
	import {runAva} from ${JSON.stringify(`${root}/scripts/run-ava.js`)};
	const counts = {passed: 5, failed: 0, skipped: 0};
	await runAva(process.cwd(), process.argv.slice(1), counts);
	console.log(JSON.stringify(counts));
`;

/** Runs AVA on one test file of the given body, after five checks that passed. */
async function outcome(body: string, args: readonly string[] = []) {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-ava-'));
	mkdirSync(join(folder, 'test'));
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	writeFileSync(join(folder, 'package.json'), '{"type": "module", "ava": {"files": ["test/*.js"]}}');
	writeFileSync(join(folder, 'test', 'some.js'), `import test from 'ava';\n${body}`);
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AVA')));
	const {stdout} = await finish(process.execPath, ['--input-type=module', '--eval', run, '--', ...args], {
		cwd: folder,
		env,
	});
	rmSync(folder, {recursive: true});
	const lines = stdout.trimEnd().split('\n');
	return {counts: JSON.parse(lines.at(-1) ?? ''), printed: lines.slice(0, -1).join('\n')};
}

test('passed, failed, skipped and unfinished tests are counted beside the checks', async t => {
	const {counts, printed} = await outcome(`
		test('one', t => t.pass());
		test('two', t => t.pass());
		test('three', t => t.is(1, 2));
		test.skip('four', t => t.pass());
		test.todo('five');
	`);
	t.deepEqual(counts, {passed: 7, failed: 1, skipped: 2});
	t.notRegex(printed, /one|two/);
	t.regex(printed, /✘ three\n/);
	t.regex(printed, /skipped: four/);
	t.regex(printed, /skipped: five/);
});

test('a rejection that nothing handles is a failure, though every test passed', async t => {
	const {counts} = await outcome(`test('one', t => t.pass()); Promise.reject(new Error('lost'));`);
	t.true(counts.failed > 0);
});

test('no test at all is a failure', async t => {
	t.deepEqual((await outcome('')).counts.failed > 0, true);
	const {counts, printed} = await outcome(`test('one', t => t.pass());`, ['test/absent.js']);
	t.deepEqual(counts, {passed: 5, failed: 1, skipped: 0});
	t.regex(printed, /found no test/);
});

test('chosen tests are listed one by one', async t => {
	const {counts, printed} = await outcome(`test('one', t => t.pass()); test('two', t => t.pass());`, ['--match=one']);
	t.deepEqual(counts, {passed: 6, failed: 0, skipped: 0});
	t.is(printed, '✔ one');
});

test('the tests are told that the build is new', async t => {
	const {counts} = await outcome(`test('one', t => t.truthy(process.env.CONNECTOP_BUILT));`);
	t.deepEqual(counts, {passed: 6, failed: 0, skipped: 0});
});
